using System;
using System.Collections.Generic;
using System.Collections.Immutable;
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

    /// <summary>The tiles of a panel: whole ones, and such of one feature for what they leave.</summary>
    private static void WriteTiles(CodeWriter writer, DenseStep step, int units, bool areCopied)
    {
        (string first, string end) = areCopied ? ("from", "to") : ("first", "end");
        writer.Line($"int f = {first};");
        foreach (int rows in TileRows(step, units))
        {
            using (writer.Block(rows > 1 ? $"for (; f + {rows} <= {end}; f += {rows})" : $"for (; f < {end}; f++)"))
            {
                string tile = Reference.At("x", "f");
                string pitch = Literal.Of(step.Input.Place.Stride);
                string gradientPitch = areCopied ? "gPitch" : Literal.Of(step.LinearGradient.Place.Stride);
                if (areCopied)
                {
                    writer.Line($"ref float tile = ref (isCopied ? ref {Reference.At("copies", "(f - from) * count")} : ref {tile});");
                    (tile, pitch) = ("tile", $"isCopied ? {Literal.Of(rows)} : {pitch}");
                }

                string target = Reference.At("target", Reference.Product("f", step.Layer.Units));
                writer.Line($"{TileName(step, rows, units)}(ref {tile}, {pitch}, ref g, {gradientPitch}, ref halves, ref {target}, count, size);");
            }
        }
    }

    /// <summary>Features of the tiles of a panel, largest first.</summary>
    private static int[] TileRows(DenseStep step, int units)
    {
        int rows = step.Plan.GradientRows(step.Plan.Form.Columns(units));
        return step.Plan.Features % rows == 0 ? [rows] : [rows, 1];
    }

    private static string TileName(DenseStep step, int rows, int units) => $"{step.Name}WeightTile{Literal.Of(rows)}x{Literal.Of(units)}";

    /// <summary>The methods of the tiles. Each has all registers for its sums and its places, which the loops around it would take from it.</summary>
    public static ImmutableArray<KernelPart> Tiles(DenseStep step)
    {
        int whole = 2 * step.Plan.Form.Lanes;
        return
        [
            .. from units in new[] { step.Layer.Units < whole ? 0 : whole, step.Layer.Units % whole }
               where units > 0
               from rows in TileRows(step, units)
               select new KernelPart(TileName(step, rows, units), writer => WriteTile(writer, step, rows, units)),
        ];
    }

    private static void WriteTile(CodeWriter writer, DenseStep step, int rows, int units)
    {
        DensePlan plan = step.Plan;
        int columns = plan.Form.Columns(units);
        var sums = new LaneSums(plan.Form);
        writer.Heading($"{step.Text}: gradient by a tile of the kernel, of {rows} features and {units} units.");
        using (Method.Kernel(
            writer,
            TileName(step, rows, units),
            "ref float x",
            "nint pitch",
            "ref float g",
            "nint gPitch",
            "ref float halves",
            "ref float d",
            "int count",
            "int size"))
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

            writer.Line($"ref float xa = ref {Reference.At("x", "(nint)sample * pitch")};");
            writer.Line($"ref float ga = ref {Reference.At("g", "(nint)sample * gPitch")};");
            writer.Line($"ref float xb = ref {Reference.At("xa", "(nint)size * pitch")};");
            writer.Line($"ref float gb = ref {Reference.At("ga", "(nint)size * gPitch")};");
            WriteSamples(writer, plan.Form, rows, columns, "int step = 0; step < seconds; step++", Lanes);
            WriteSamples(writer, plan.Form, rows, columns, "int step = seconds; step < samples; step++", "a");
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
    private static void WriteSamples(CodeWriter writer, VectorForm form, int rows, int columns, string loop, params string[] lanes)
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

                writer.Line($"x{lane} = ref {Reference.At("x" + lane, "pitch")};");
                writer.Line($"g{lane} = ref {Reference.At("g" + lane, "gPitch")};");
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
