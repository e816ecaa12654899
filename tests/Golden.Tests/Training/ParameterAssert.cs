using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Cases;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Training;

/// <summary>Compares all parameters of a network with a golden list.</summary>
internal static class ParameterAssert
{
    /// <summary>Each array that is trained, within a tolerance relative to its largest value.</summary>
    public static void Relative(IReadOnlyCollection<ParameterArray> want, INetwork network, double tolerance, double floor)
    {
        Assert.Equal(want.Count, network.Info.Parameters.Count(parameter => parameter.IsTrainable));
        foreach (ParameterArray parameter in want)
        {
            Parameter got = Find(network, parameter);
            Closeness.Relative(got.Info.Name, parameter.Data, got.Values, tolerance, floor);
        }
    }

    /// <summary>Every value within one bound.</summary>
    public static void Absolute(IReadOnlyCollection<ParameterArray> want, INetwork network, double allowed)
    {
        Assert.Equal(want.Count, network.Parameters.Count);
        foreach (ParameterArray parameter in want)
        {
            Parameter got = Find(network, parameter);
            Closeness.Absolute(got.Info.Name, parameter.Data, got.Values, allowed);
        }
    }

    /// <summary>How far the farthest value is from where it should be.</summary>
    public static double Distance(IReadOnlyCollection<ParameterArray> want, INetwork network) =>
        want.Max(parameter => Closeness.Distance(parameter.Data, Find(network, parameter).Values));

    private static Parameter Find(INetwork network, ParameterArray parameter)
    {
        Parameter found = network.Parameters[network.Info.ParameterOf(parameter.Layer, parameter.Name).Name];
        Assert.Equal(parameter.Shape, found.Info.Shape);
        return found;
    }
}
