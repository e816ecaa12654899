using System;
using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>The gradient by a dense layer's input from the weights as the forward pass packs them: a sum of products along each feature's row of units.</summary>
internal static class DenseInputGradientEmitter
{
    /// <summary>Features whose sums stand side by side in registers: enough to hide an addition's latency.</summary>
    private const int TileFeatures = 8;

    public static void Write(CodeWriter writer, Kernel kernel, DenseStep step)
    {
        DensePlan plan = step.Plan;
        writer.Heading($"{step.Text}: gradient by the input, dz times the kernel's rows.");
        using (kernel.Open(writer))
        {
            int tile = Math.Min(TileFeatures, plan.Features);
            writer.Line("int f = 0;");
            using (writer.Block($"for (; f + {tile} <= {plan.Features}; f += {tile})"))
            {
                WriteTile(writer, plan, tile);
            }

            if (plan.Features % tile > 0)
            {
                using (writer.Block($"for (; f < {plan.Features}; f++)"))
                {
                    WriteTile(writer, plan, 1);
                }
            }
        }
    }

    private static void WriteTile(CodeWriter writer, DensePlan plan, int features)
    {
        var op = new Operations(plan.UnitForm);
        writer.Line($"{op.Type} {string.Join(", ", Enumerable.Range(0, features).Select(f => $"c{Literal.Of(f)} = {op.Zero}"))};");
        int columns = plan.UnitForm.Columns(plan.Units);
        int width = 2 * plan.UnitForm.Lanes;
        bool isAlone = columns == 1 || columns % 2 == 0;
        WritePanels(writer, op, features, first: 0, columns / 2, columns: 2, panelFloats: (long)plan.Features * width, isAlone);
        if (columns % 2 == 1)
        {
            WritePanels(writer, op, features, first: columns / 2 * width, count: 1, columns: 1, panelFloats: (long)plan.Features * width, isAlone);
        }

        for (int f = 0; f < features; f++)
        {
            writer.Line($"{Reference.At("dx", Reference.Sum("f", Literal.Of(f)))} = {op.Sum("c" + Literal.Of(f))};");
        }
    }

    /// <param name="writer">The writer.</param>
    /// <param name="op">The registers.</param>
    /// <param name="features">Features of the tile.</param>
    /// <param name="first">The first unit.</param>
    /// <param name="count">Number of panels.</param>
    /// <param name="columns">Registers of a panel's units.</param>
    /// <param name="panelFloats">Floats of a whole panel.</param>
    /// <param name="isAlone">Whether there are no other panels.</param>
    private static void WritePanels(CodeWriter writer, Operations op, int features, int first, int count, int columns, long panelFloats, bool isAlone)
    {
        if (count == 0)
        {
            return;
        }

        int lanes = op.Form!.Lanes;
        int width = columns * lanes;
        using (count == 1 ? writer.Part(Words.Range("Unit", first, width), isAlone) : writer.Loop("panel", count))
        {
            string panel = count == 1 ? "0" : "panel";
            string weight = Reference.Sum(Literal.Of(first / (2 * lanes) * panelFloats), Reference.Product(panel, panelFloats), Reference.Product("f", width));
            writer.Line($"ref float z = ref {Reference.At("dz", Reference.Sum(Literal.Of(first), Reference.Product(panel, width)))};");
            writer.Line($"ref float w = ref {Reference.At("weights", weight)};");
            for (int column = 0; column < columns; column++)
            {
                writer.Line($"{op.Type} z{column} = {op.Load("z", Literal.Of(column * lanes))};");
                for (int f = 0; f < features; f++)
                {
                    string sum = "c" + Literal.Of(f);
                    writer.Line($"{sum} = {op.MultiplyAdd(op.Load("w", Literal.Of((f * width) + (column * lanes))), $"z{Literal.Of(column)}", sum)};");
                }
            }
        }
    }
}
