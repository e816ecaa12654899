using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// The gradients by a dense layer's kernel and bias, over all lanes. What a lane sums up must wait for other lanes, in memory; a tile of the kernel's takes
/// two at once, so that half as much waits.
/// </summary>
internal static class DenseGradientEmitter
{
    /// <summary>What the names of the two lanes end with, or begin.</summary>
    private static readonly string[] Lanes = ["a", "b"];

    /// <summary>dW[feature][unit] = sum over the samples of x[feature] * dz[unit], for a range of features.</summary>
    public static void WriteWeightGradient(CodeWriter writer, Kernel kernel, DenseStep step)
    {
        DensePlan plan = step.Plan;
        writer.Heading($"{step.Text}: gradient by the kernel over all lanes, for a range of features.");
        using (kernel.Open(writer))
        {
            // Panels of two whole registers loop; what is left of the units is written out behind them.
            int lanes = plan.Form.Lanes;
            int whole = plan.Units / (2 * lanes);
            int rest = plan.Units - (whole * 2 * lanes);
            if (whole > 0)
            {
                WriteGradientPanels(writer, step, whole, firstUnit: 0, units: 2 * lanes, isAlone: rest == 0);
            }

            if (rest > 0)
            {
                WriteGradientPanels(writer, step, 1, firstUnit: whole * 2 * lanes, units: rest, isAlone: whole == 0);
            }
        }
    }

    private static void WriteGradientPanels(CodeWriter writer, DenseStep step, int count, int firstUnit, int units, bool isAlone)
    {
        DensePlan plan = step.Plan;
        int columns = plan.Form.Columns(units);
        int rows = plan.GradientRows(columns);
        string panel = count == 1 ? "0" : "panel";
        using (count == 1 ? writer.Part(Words.Range("Unit", firstUnit, units), isAlone) : writer.Loop("panel", count))
        {
            string unit = Reference.Sum(Literal.Of(firstUnit), Reference.Product(panel, units));
            writer.Line($"ref float g = ref {Reference.At("dz", unit)};");
            writer.Line($"ref float target = ref {Reference.At("gradient", unit)};");
            writer.Line("int f = first;");
            using (writer.Block($"for (; f + {rows} <= end; f += {rows})"))
            {
                WriteGradientTile(writer, step, rows, units);
            }

            if (rows > 1)
            {
                using (writer.Block("for (; f < end; f++)"))
                {
                    WriteGradientTile(writer, step, 1, units);
                }
            }
        }
    }

    private static void WriteGradientTile(CodeWriter writer, DenseStep step, int rows, int units)
    {
        DensePlan plan = step.Plan;
        (int input, int gradient) = (step.Input.Place.Stride, step.LinearGradient.Place.Stride);
        int columns = plan.Form.Columns(units);
        var sums = new LaneSums(plan.Form);
        writer.Line($"ref float d = ref {Reference.At("target", Reference.Product("f", plan.Units))};");
        using (LaneSums.Pairs(writer))
        {
            foreach (string lane in Lanes)
            {
                for (int row = 0; row < rows; row++)
                {
                    int of = row;
                    IEnumerable<string> zeros = Enumerable.Range(0, columns).Select(column => $"{Sum(lane, of, column)} = {plan.Form.Type}.Zero");
                    writer.Line($"{plan.Form.Type} {string.Join(", ", zeros)};");
                }
            }

            writer.Line($"ref float xa = ref {Reference.At("x", Reference.Sum(Reference.Product("(nint)sample", input), "f"))};");
            writer.Line($"ref float ga = ref {Reference.At("g", Reference.Product("(nint)sample", gradient))};");
            writer.Line($"ref float xb = ref {Reference.At("xa", Reference.Product("(nint)size", input))};");
            writer.Line($"ref float gb = ref {Reference.At("ga", Reference.Product("(nint)size", gradient))};");
            WriteSamples(writer, plan.Form, (input, gradient), rows, columns, "int step = 0; step < seconds; step++", Lanes);
            WriteSamples(writer, plan.Form, (input, gradient), rows, columns, "int step = seconds; step < samples; step++", "a");
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                {
                    (int ofRow, int first) = (row, column * plan.Form.Lanes);
                    string sum = Sum("a", row, column);
                    writer.Line($"{sum} += {Sum("b", row, column)};");
                    int stored = Math.Min(plan.Form.Lanes, units - first);
                    sums.Add(sum, code => plan.Form.StorePart(code, sum, "d", Literal.Of((ofRow * plan.Units) + first), stored));
                }
            }

            writer.Gap();
            sums.Write(writer, ofPairs: true);
        }
    }

    /// <summary>Adds the products of the samples of one lane or of two at once.</summary>
    private static void WriteSamples(
        CodeWriter writer, VectorForm form, (int Input, int Gradient) pitch, int rows, int columns, string loop, params string[] lanes)
    {
        var op = new Operations(form);
        using (writer.Block($"for ({loop})"))
        {
            foreach (string lane in lanes)
            {
                string declare = lane == lanes[0] ? form.Type + " " : "";
                for (int column = 0; column < columns; column++)
                {
                    writer.Line($"{declare}z{column} = {form.Load("g" + lane, Literal.Of(column * form.Lanes))};");
                }

                for (int row = 0; row < rows; row++)
                {
                    writer.Line($"{(row == 0 ? declare : "")}s = {form.Name}.Create({Reference.At("x" + lane, Literal.Of(row))});");
                    for (int column = 0; column < columns; column++)
                    {
                        string sum = Sum(lane, row, column);
                        writer.Line($"{sum} = {op.MultiplyAdd("s", $"z{column}", sum)};");
                    }
                }

                writer.Line($"x{lane} = ref {Reference.At("x" + lane, pitch.Input)};");
                writer.Line($"g{lane} = ref {Reference.At("g" + lane, pitch.Gradient)};");
            }
        }
    }

    private static string Sum(string lane, int row, int column) => $"{lane}{Literal.Of(row)}_{Literal.Of(column)}";

    public static void WriteBiasGradient(CodeWriter writer, Kernel kernel, DenseStep step)
    {
        DensePlan plan = step.Plan;
        writer.Heading($"{step.Text}: gradient by the bias over all lanes.");
        using (kernel.Open(writer))
        {
            Sweep.Row(writer, plan.Units, plan.Form, "u", (op, u) =>
            {
                var sums = new LaneSums(op.Form);
                using (LaneSums.Lanes(writer))
                {
                    writer.Line($"{op.Type} sum = {op.Zero};");
                    using (writer.Block("for (int i = sample; i < sample + samples; i++)"))
                    {
                        writer.Line($"sum += {op.Load("dz", Reference.Sum(Reference.Product("(nint)i", step.LinearGradient.Place.Stride), u))};");
                    }

                    sums.Add("sum", code => code.Line(op.Store("sum", "gradient", u)));
                    sums.Write(writer);
                }
            });
        }
    }
}
