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
            if (plan.CopiesSamples)
            {
                WriteCopiedPanels(writer, step, whole, isAlone: rest == 0);
            }
            else if (whole > 0)
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
        string panel = count == 1 ? "0" : "panel";
        using (count == 1 ? writer.Part(Words.Range("Unit", firstUnit, units), isAlone) : writer.Loop("panel", count))
        {
            WritePanelStart(writer, Reference.Sum(Literal.Of(firstUnit), Reference.Product(panel, units)));
            WriteTiles(writer, step, units, areCopied: false);
        }
    }

    private static void WritePanelStart(CodeWriter writer, string unit)
    {
        writer.Line($"ref float g = ref {Reference.At("dz", unit)};");
        writer.Line($"ref float target = ref {Reference.At("gradient", unit)};");
    }

    /// <summary>
    /// Writes all panels of two registers, for so many features at a time as there is room for their copies, which lie tile by tile as these read them. The gradients of a panel are copied,
    /// too. Of a batch with more samples than there is room for nothing is.
    /// </summary>
    private static void WriteCopiedPanels(CodeWriter writer, DenseStep step, int count, bool isAlone)
    {
        DensePlan plan = step.Plan;
        int units = 2 * plan.Form.Lanes;
        int rows = plan.GradientRows(columns: 2);
        using (writer.Part(Words.Range("Unit", 0, count * units), isAlone))
        {
            writer.Line("// What all panels read of the samples, which lie far apart, is copied.");
            writer.Line($"bool isCopied = count <= {DensePlan.MostCopied};");
            writer.Line($"int most = isCopied ? {DensePlan.CopiedFeatures / rows} / count * {rows} : end - first;");
            writer.Line($"nint gPitch = isCopied ? {units} : {step.LinearGradient.Place.Stride};");
            using (writer.Block("for (int from = first; from < end; from += most)"))
            {
                writer.Line("int to = Math.Min(from + most, end);");
                using (writer.Block("if (isCopied)"))
                {
                    WriteCopyOfFeatures(writer, rows, step.Input.Place.Stride);
                }

                using (writer.Loop("panel", count))
                {
                    WritePanelStart(writer, Reference.Product("panel", units));
                    using (writer.Block("if (isCopied)"))
                    {
                        WriteCopyOfGradients(writer, plan, step.LinearGradient.Place.Stride);
                    }

                    WriteTiles(writer, step, units, areCopied: true);
                }
            }
        }
    }

    /// <summary>Tile by tile, of each sample the features of the tile; what whole tiles leave makes tiles of one feature.</summary>
    private static void WriteCopyOfFeatures(CodeWriter writer, int rows, int pitch)
    {
        using (writer.Block("for (int i = 0; i < count; i++)"))
        {
            writer.Line($"ref float source = ref {Reference.At("x", Reference.Product("(nint)i", pitch))};");
            writer.Line("int f = from;");
            using (writer.Block($"for (; f + {rows} <= to; f += {rows})"))
            {
                writer.Line($"ref float tile = ref {Reference.At("copies", $"((f - from) * count) + (i * {rows})")};");
                for (int row = 0; row < rows; row++)
                {
                    writer.Line($"{Reference.At("tile", row)} = {Reference.At("source", Reference.Sum("f", Literal.Of(row)))};");
                }
            }

            using (writer.Block("for (; f < to; f++)"))
            {
                writer.Line($"{Reference.At("copies", "((f - from) * count) + i")} = {Reference.At("source", "f")};");
            }
        }
    }

    private static void WriteCopyOfGradients(CodeWriter writer, DensePlan plan, int pitch)
    {
        writer.Line($"ref float copy = ref {Reference.At("copies", DensePlan.CopiedFeatures)};");
        using (writer.Block("for (int i = 0; i < count; i++)"))
        {
            for (int column = 0; column < 2; column++)
            {
                string offset = Literal.Of(column * plan.Form.Lanes);
                string gradients = plan.Form.Load("g", Reference.Sum(Reference.Product("(nint)i", pitch), offset));
                writer.Line(Reference.Store(gradients, "copy", Reference.Sum(Reference.Product("i", 2 * plan.Form.Lanes), offset)));
            }
        }

        writer.Line("g = ref copy;");
    }

    private static void WriteTiles(CodeWriter writer, DenseStep step, int units, bool areCopied)
    {
        int rows = step.Plan.GradientRows(step.Plan.Form.Columns(units));
        (string first, string end) = areCopied ? ("from", "to") : ("first", "end");
        writer.Line($"int f = {first};");
        using (writer.Block($"for (; f + {rows} <= {end}; f += {rows})"))
        {
            WriteGradientTile(writer, step, rows, units, areCopied);
        }

        if (rows > 1)
        {
            using (writer.Block($"for (; f < {end}; f++)"))
            {
                WriteGradientTile(writer, step, 1, units, areCopied);
            }
        }
    }

    private static void WriteGradientTile(CodeWriter writer, DenseStep step, int rows, int units, bool areCopied)
    {
        DensePlan plan = step.Plan;
        int columns = plan.Form.Columns(units);
        var sums = new LaneSums(plan.Form);
        writer.Line($"ref float d = ref {Reference.At("target", Reference.Product("f", plan.Units))};");
        (int pitch, int gradientPitch) = (step.Input.Place.Stride, step.LinearGradient.Place.Stride);
        if (areCopied)
        {
            writer.Line($"ref float tile = ref (isCopied ? ref {Reference.At("copies", "(f - from) * count")} : ref {Reference.At("x", "f")});");
            writer.Line($"nint pitch = isCopied ? {Literal.Of(rows)} : {pitch};");
        }

        string Features(string samples) => areCopied ? $"{samples} * pitch" : Reference.Product(samples, pitch);
        string Gradients(string samples) => areCopied ? $"{samples} * gPitch" : Reference.Product(samples, gradientPitch);

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

            writer.Line($"ref float xa = ref {(areCopied ? Reference.At("tile", Features("(nint)sample")) : Reference.At("x", Reference.Sum(Features("(nint)sample"), "f")))};");
            writer.Line($"ref float ga = ref {Reference.At("g", Gradients("(nint)sample"))};");
            writer.Line($"ref float xb = ref {Reference.At("xa", Features("(nint)size"))};");
            writer.Line($"ref float gb = ref {Reference.At("ga", Gradients("(nint)size"))};");
            (string Input, string Gradient) next = areCopied ? ("pitch", "gPitch") : (Literal.Of(pitch), Literal.Of(gradientPitch));
            WriteSamples(writer, plan.Form, next, rows, columns, "int step = 0; step < seconds; step++", Lanes);
            WriteSamples(writer, plan.Form, next, rows, columns, "int step = seconds; step < samples; step++", "a");
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
        CodeWriter writer, VectorForm form, (string Input, string Gradient) pitch, int rows, int columns, string loop, params string[] lanes)
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
