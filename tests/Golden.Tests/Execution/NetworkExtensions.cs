using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Cases;

namespace NetGen.Golden.Tests.Execution;

/// <summary>Golden files name parameters by the layer's place in the declaration.</summary>
internal static class NetworkExtensions
{
    public static ParameterInfo ParameterOf(this NetworkInfo info, int layer, string role) =>
        info.Layers[layer].Parameters.Single(parameter => parameter.Name.EndsWith("/" + role, System.StringComparison.Ordinal));

    public static void SetParameters(this INetwork network, IEnumerable<ParameterArray> values)
    {
        foreach (ParameterArray parameter in values)
        {
            ParameterInfo info = network.Info.ParameterOf(parameter.Layer, parameter.Name);
            network.Parameters[info.Name].Set(parameter.ToSingle());
        }
    }
}
