using System.Globalization;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Writes the table of layers as documentation of the class.</summary>
internal static class SummaryComment
{
    public static void Write(CodeWriter writer, ExecutionPlan[] plans)
    {
        writer.Line("/// <remarks>");
        writer.Line("/// <list type=\"table\">");
        writer.Line("/// <listheader><term>layer</term><description>output, parameters, operations of one forward pass</description></listheader>");
        long parameters = 0;
        long flops = 0;
        foreach (Node node in plans[0].Network.Nodes)
        {
            long own = node.Layer.Parameters(node.InputShape).Sum(parameter => (long)parameter.Size);
            long work = node.Layer.ForwardFlops(node.InputShape);
            parameters += own;
            flops += work;
            writer.Line($"/// <item><term>{node.Name}: {node.Layer.Text}</term><description>{node.OutputShape}, {Count(own)} parameters, {Count(work)} FLOPs</description></item>");
        }

        writer.Line($"/// <item><term>total</term><description>{Count(parameters)} parameters, {Count(flops)} FLOPs</description></item>");
        writer.Line($"/// <item><term>memory</term><description>{Memory(plans)}</description></item>");
        writer.Line("/// </list>");
        writer.Line("/// </remarks>");
    }

    /// <summary>What the vector form takes that takes most: which one runs, the processor decides.</summary>
    private static string Memory(ExecutionPlan[] plans) =>
        $"{Megabytes(plans.Max(plan => plan.InferenceBytes))} to predict, {Megabytes(plans.Max(plan => plan.TrainingBytes(PlanRules.BudgetBatchSize)))} to train with batches of {Count(PlanRules.BudgetBatchSize)}";

    private static string Megabytes(long bytes) => (bytes / PlanRules.BytesPerMegabyte).ToString("#,0.0#", CultureInfo.InvariantCulture) + " MB";

    private static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
