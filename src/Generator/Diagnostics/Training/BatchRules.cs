using System.Linq;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Diagnostics.Training;

/// <summary>Rules about how many samples a network is trained on at once.</summary>
internal static class BatchRules
{
    /// <summary>A batch normalization behind a vector has as many values for a statistic as the batch has samples.</summary>
    /// <param name="batchSize">The samples of a batch; null where their number is unknown.</param>
    /// <param name="network">The network's type.</param>
    /// <param name="flow">What the method's locals hold.</param>
    /// <param name="networks">The networks of the compilation.</param>
    /// <param name="report">Takes the findings.</param>
    public static void CheckSize(IOperation? batchSize, ITypeSymbol? network, LocalFlow flow, KnownNetworks networks, Report report)
    {
        if (batchSize is null || flow.Constant(batchSize) is not 1 || networks.Find(network, report.Cancellation) is not { } known)
        {
            return;
        }

        Node? normalized = known.Nodes.FirstOrDefault(node => node is { Layer: BatchNormalization { IsTrainable: true }, InputShape: { Height: 1, Width: 1 } });
        if (normalized is { Layer: BatchNormalization layer })
        {
            report.Add(
                HyperparameterDescriptors.OneValuePerStatistic,
                batchSize,
                $"'{normalized.Name}'",
                $"one sample of {normalized.InputShape}",
                layer.Affine.Beta is null ? "0" : "beta");
        }
    }
}
