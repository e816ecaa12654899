using System.Globalization;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission.Files;

/// <summary>Writes the table of layers as documentation of the class.</summary>
internal static class SummaryComment
{
    public static void Write(CodeWriter writer, FormPlans plans)
    {
        writer.Line("/// <remarks>");
        writer.Line("/// <list type=\"table\">");
        writer.Line("/// <listheader><term>layer</term><description>output, parameters, operations of one forward pass</description></listheader>");
        Network network = plans.Network;
        foreach (Node node in network.Nodes)
        {
            writer.Line($"/// <item><term>{node.Name}: {node.Layer.Text}</term><description>{node.OutputShape.ToString()}, {Costs(node.ParameterCount, node.ForwardFlops)}</description></item>");
        }

        writer.Line($"/// <item><term>total</term><description>{Costs(network.ParameterCount, network.Nodes.Sum(node => node.ForwardFlops))}</description></item>");
        writer.Line($"/// <item><term>memory</term><description>{Memory(plans)}</description></item>");
        writer.Line("/// </list>");
        writer.Line("/// </remarks>");
    }

    /// <summary>What the widest vectors take: the others take about as much, and which ones run, the processor decides.</summary>
    private static string Memory(FormPlans plans) =>
        $"{Megabytes(plans.InferenceBytes)} to predict, "
        + $"{Megabytes(plans.TrainingBytes(PlanRules.BudgetBatchSize))} to train with batches of {NumberText.Plain(PlanRules.BudgetBatchSize)}";

    private static string Megabytes(long bytes) => System.Math.Max(bytes / PlanRules.BytesPerMegabyte, 0.01).ToString("#,0.0#", CultureInfo.InvariantCulture) + " MB";

    private static string Costs(long parameters, long flops) => $"{NumberText.Grouped(parameters)} parameters, {NumberText.Grouped(flops)} FLOPs";
}
