using System.Globalization;
using System.Linq;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Emission;

/// <summary>Writes the table of layers as documentation of the class.</summary>
internal static class SummaryComment
{
    public static void Write(CodeWriter writer, Network network)
    {
        writer.Line("/// <remarks>");
        writer.Line("/// <list type=\"table\">");
        writer.Line("/// <listheader><term>layer</term><description>output, parameters, operations of one forward pass</description></listheader>");
        long parameters = 0;
        long flops = 0;
        foreach (Node node in network.Nodes)
        {
            long own = node.Layer.Parameters(node.InputShape).Sum(parameter => (long)parameter.Size);
            long work = node.Layer.ForwardFlops(node.InputShape);
            parameters += own;
            flops += work;
            writer.Line($"/// <item><term>{node.Name}: {node.Layer.Text}</term><description>{node.OutputShape}, {Count(own)} parameters, {Count(work)} FLOPs</description></item>");
        }

        writer.Line($"/// <item><term>total</term><description>{Count(parameters)} parameters, {Count(flops)} FLOPs</description></item>");
        writer.Line("/// </list>");
        writer.Line("/// </remarks>");
    }

    private static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
