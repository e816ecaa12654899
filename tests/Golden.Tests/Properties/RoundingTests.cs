using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Reference;
using Xunit;
using Xunit.Abstractions;

namespace NetGen.Golden.Tests.Properties;

/// <summary>What is forgiven as rounding is little: a comparison that forgave more would see no fault.</summary>
public sealed class RoundingTests(ITestOutputHelper output)
{
    private const int Networks = 12;

    /// <summary>Of the largest value of an array.</summary>
    private const double Little = 1e-3;

    /// <summary>The rest are gradients that cancel to nothing, and they alone.</summary>
    private const double Most = 0.85;

    [Theory]
    [InlineData(nameof(NetworkKind.Any))]
    [InlineData(nameof(NetworkKind.Graph))]
    [InlineData(nameof(NetworkKind.Normalized))]
    public void A_fault_of_a_thousandth_is_seen_in_most_gradients(string networks)
    {
        NetworkKind kind = Enum.Parse<NetworkKind>(networks);
        List<double> shares = [];
        for (uint seed = 0; seed < Networks; seed++)
        {
            Experiment experiment = Experiment.Draw(RandomNetworks.Draw(kind, seed), seed, kind);
            ReferenceParameter[] parameters = [.. experiment.Reference.Parameters];
            shares.AddRange(Enumerable.Range(0, parameters.Length)
                .Where(i => parameters[i].IsTrainable)
                .Select(i => Rounding.Allowed(experiment.Rounding.Gradients[i]) / parameters[i].Gradient.Max(Math.Abs)));
        }

        double seen = (double)shares.Count(share => share <= Little) / shares.Count;
        output.WriteLine(FormattableString.Invariant($"{seen:P0} of {shares.Count}; the median is {shares.Order().ElementAt(shares.Count / 2):E1}."));
        Assert.True(seen >= Most, FormattableString.Invariant($"In {seen:P0} of {shares.Count} gradients a fault of a thousandth would be seen."));
    }
}
