using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Layers;
using Xunit;
using Xunit.Abstractions;

namespace NetGen.Golden.Tests.Cases;

/// <summary>Which golden cases are left out: a list that must shrink with every new attribute, and cannot grow unseen.</summary>
public sealed class CoverageTests(ITestOutputHelper output)
{
    private static readonly string[] LeftOut = [];

    [Fact]
    public void Every_layer_and_activation_is_mapped_or_has_a_reason_why_not()
    {
        foreach (GoldenCase golden in GoldenFolder.All)
        {
            foreach (string name in KerasDeclaration.Missing(golden))
            {
                Assert.True(KerasDeclaration.Reasons.TryGetValue(name, out string? reason), $"{golden.Name} needs {name}, which is neither mapped nor listed.");
                output.WriteLine($"{golden.Name} is left out: {reason}.");
            }
        }
    }

    [Fact]
    public void Exactly_the_listed_cases_are_left_out()
    {
        IEnumerable<string> leftOut = GoldenFolder.All.Where(golden => !KerasDeclaration.IsExpressible(golden)).Select(golden => golden.Name);

        // Another folder has other cases; of ours it may hold some.
        IEnumerable<string> expected = GoldenFolder.IsOurs ? LeftOut : leftOut.Union(LeftOut.Intersect(GoldenFolder.All.Select(golden => golden.Name)));
        Assert.Equal(expected.Order(), leftOut.Order());
    }

    [Fact]
    public void Cases_with_a_given_dropout_mask_are_training_cases_of_a_single_dropout()
    {
        foreach (LayerCase golden in GoldenFolder.Layers.Where(golden => KerasDeclaration.IsExpressible(golden) && golden.Mode != "inference" && GivenMaskTests.HasDropout(golden)))
        {
            Assert.NotNull(golden.Mask);
            Assert.Single(golden.Declaration);
            output.WriteLine($"{golden.Name}: the mask was drawn elsewhere; what it says of any mask is held against the masks that NetGen draws.");
        }
    }
}
