using System;
using System.Linq;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Writes a convolution's strips by Winograd's algorithm; see <see cref="WinogradPlan"/>.</summary>
internal static class WinogradEmitter
{
    /// <summary>Tile rows and columns of the transformed input: 4 + 3 - 1.</summary>
    private const int Size = 6;

    private delegate string[] Transform(CodeWriter writer, Operations op, string[] values, string prefix);

    /// <summary>U = G g Gᵀ for every channel and filter, into [panel][product][channel][panel's filters].</summary>
    public static void WriteKernelTransform(CodeWriter writer, ConvolutionPlan plan)
    {
        VectorForm form = plan.Form;
        var op = new Operations(form);
        int columns = form.Columns(plan.Filters);
        using (writer.Block($"for (int column = 0; column < {columns}; column++)"))
        {
            // The last panel has one column where their number is odd.
            int panel = 2 * form.Lanes * plan.PackedSteps;
            writer.Line(columns % 2 == 0
                ? $"const int Width = {2 * form.Lanes};"
                : $"int width = column == {columns - 1} ? {form.Lanes} : {2 * form.Lanes};");
            string width = columns % 2 == 0 ? "Width" : "width";
            writer.Line($"ref float panel = ref {Reference.At("packed", $"(column / 2 * {panel}) + (column % 2 * {form.Lanes})")};");
            using (writer.Block($"for (int c = 0; c < {plan.Channels}; c++)"))
            {
                writer.Line($"ref float g = ref {Reference.At("kernel", $"(c * {plan.Filters}) + (column * {form.Lanes})")};");
                writer.Line($"ref float u = ref {Reference.At("panel", $"c * {width}")};");
                WriteTwoSided(
                    writer,
                    op,
                    3,
                    Size,
                    WriteKernelTransform,
                    (row, tap) => op.Load("g", Literal.Of(((row * 3) + tap) * plan.Channels * plan.Filters)),
                    (row, column, value) => writer.Line(op.Store(value, "u", $"{((row * Size) + column) * plan.Channels} * {width}")));
            }
        }
    }

    public static void WriteStrip(CodeWriter writer, ConvolutionStep step, WinogradPlan winograd, string? bias)
    {
        ConvolutionPlan plan = step.Plan;
        WriteInputTransform(writer, step, winograd);
        int columns = plan.Form.Columns(plan.Filters);
        if (columns > 1)
        {
            WritePanel(writer, step, winograd, 2, bias is not null);
        }

        if (columns % 2 == 1)
        {
            WritePanel(writer, step, winograd, 1, bias is not null);
        }

        writer.Heading(
            $"{step.Text}: {plan.StripRows} x {plan.StripWidth} pixels before the activation, {winograd.Tiles} tiles of 4x4 by Winograd's F(4x4, 3x3).");
        using (Method.Driver(writer, $"{step.Name}Strip", "ref float x", "ref float weights", "ref float strip"))
        {
            writer.Line($"ref float v = ref {Reference.At("strip", plan.StripValues)};");
            writer.Line($"ref float sums = ref {Reference.At("strip", plan.StripValues + winograd.InputLength)};");
            writer.Line($"{step.Name}TransformInput(ref x, ref v);");
            if (columns > 1)
            {
                using (writer.Block($"for (int panel = 0; panel < {columns / 2}; panel++)"))
                {
                    WritePanelCalls(writer, step, 2, "panel", bias);
                }
            }

            if (columns % 2 == 1)
            {
                WritePanelCalls(writer, step, 1, Literal.Of(columns / 2), bias);
            }
        }
    }

    private static void WritePanelCalls(CodeWriter writer, ConvolutionStep step, int columns, string panel, string? bias)
    {
        ConvolutionPlan plan = step.Plan;
        int width = 2 * plan.Form.Lanes;
        string first = $"{panel} * {width}";
        writer.Line($"{step.Name}Products{columns}(ref v, ref {Reference.At("weights", $"{panel} * {width * plan.PackedSteps}")}, ref sums);");
        string biasArgument = bias is null ? "" : $", ref {Reference.At(bias, first)}";
        writer.Line($"{step.Name}TransformOutput{columns}(ref sums{biasArgument}, ref {Reference.At("strip", first)});");
    }

    /// <summary>V = Bᵀ d B for every tile and channel, into [product][tile][channel].</summary>
    private static void WriteInputTransform(CodeWriter writer, ConvolutionStep step, WinogradPlan winograd)
    {
        ConvolutionPlan plan = step.Plan;
        Tensor x = step.Input;
        writer.Heading($"{step.Text}: tiles of 6x6 pixels into the form in which convolution is a product.");
        using (Method.Kernel(writer, $"{step.Name}TransformInput", "ref float x", "ref float v"))
        using (writer.Block($"for (int tile = 0; tile < {winograd.Tiles}; tile++)"))
        {
            string origin = winograd.TileRows == 1
                ? Reference.Product("tile", WinogradPlan.Side * x.Channels)
                : $"(tile / {winograd.TilesAcross} * {WinogradPlan.Side * x.RowStride}) + (tile % {winograd.TilesAcross} * {WinogradPlan.Side * x.Channels})";
            writer.Line($"ref float from = ref {Reference.At("x", origin)};");
            writer.Line($"ref float to = ref {Reference.At("v", Reference.Product("tile", plan.Channels))};");
            Sweep.Row(writer, plan.Channels, plan.Form, "c", (op, c) => WriteTwoSided(
                writer,
                op,
                Size,
                Size,
                WriteInputTransform,
                (row, column) => op.Load("from", Reference.Sum(Literal.Of((row * x.RowStride) + (column * x.Channels)), c)),
                (row, column, value) => writer.Line(
                    op.Store(value, "to", Reference.Sum(Literal.Of(((row * Size) + column) * winograd.Tiles * plan.Channels), c)))));
        }
    }

    /// <summary>The 36 products of one panel of filters, and the way back: Y = Aᵀ m A.</summary>
    private static void WritePanel(CodeWriter writer, ConvolutionStep step, WinogradPlan winograd, int columns, bool hasBias)
    {
        ConvolutionPlan plan = step.Plan;
        int width = columns * plan.Form.Lanes;
        using (Method.Kernel(writer, $"{step.Name}Products{columns}", "ref float v", "ref float weights", "ref float sums"))
        using (writer.Block($"for (int k = 0; k < {WinogradPlan.Products}; k++)"))
        {
            writer.Line($"ref float vk = ref {Reference.At("v", Reference.Product("k", winograd.Tiles * plan.Channels))};");
            writer.Line($"ref float uk = ref {Reference.At("weights", Reference.Product("k", plan.Channels * width))};");
            writer.Line($"ref float mk = ref {Reference.At("sums", Reference.Product("k", winograd.Tiles * width))};");
            new Product
            {
                Form = plan.Form,
                Outputs = width,
                Reduction = Reduction.OfWindow((1, 0), (1, 0), plan.Channels, plan.Form.ChunkBytes / (width * sizeof(float))),
                Rows = (1, 0, 0),
                Pixels = (winograd.Tiles, plan.Channels, width),
                PaddedOutput = true,
                Input = "vk",
                Weights = "uk",
                Output = "mk",
            }.Write(writer);
        }

        using (Method.Kernel(
            writer, $"{step.Name}TransformOutput{columns}", "ref float sums", hasBias ? "ref float bias" : null, "ref float strip"))
        using (writer.Block($"for (int tile = 0; tile < {winograd.Tiles}; tile++)"))
        {
            int rowStride = plan.StripWidth * plan.PaddedFilters;
            string origin = winograd.TileRows == 1
                ? Reference.Product("tile", WinogradPlan.Side * plan.PaddedFilters)
                : $"(tile / {winograd.TilesAcross} * {WinogradPlan.Side * rowStride}) + (tile % {winograd.TilesAcross} * {WinogradPlan.Side * plan.PaddedFilters})";
            writer.Line($"ref float from = ref {Reference.At("sums", Reference.Product("tile", width))};");
            writer.Line($"ref float to = ref {Reference.At("strip", origin)};");
            var op = new Operations(plan.Form);
            using (writer.Block(columns == 1 ? "" : $"for (int f = 0; f < {width}; f += {plan.Form.Lanes})"))
            {
                string f = columns == 1 ? "0" : "f";
                if (hasBias)
                {
                    writer.Line($"{op.Type} first = {op.Load("bias", f)};");
                }

                WriteTwoSided(
                    writer,
                    op,
                    Size,
                    WinogradPlan.Side,
                    WriteOutputTransform,
                    (row, column) => op.Load("from", Reference.Sum(Literal.Of(((row * Size) + column) * winograd.Tiles * width), f)),
                    (row, column, value) => writer.Line(op.Store(
                        hasBias ? $"{value} + first" : value, "to", Reference.Sum(Literal.Of((row * rowStride) + (column * plan.PaddedFilters)), f))));
            }
        }
    }

    /// <summary>Writes T d Tᵀ: the transform down every column, then along every row.</summary>
    private static void WriteTwoSided(
        CodeWriter writer, Operations op, int from, int to, Transform transform, Func<int, int, string> load, Action<int, int, string> store)
    {
        string[][] columns = new string[from][];
        for (int column = 0; column < from; column++)
        {
            string[] values = new string[from];
            for (int row = 0; row < from; row++)
            {
                values[row] = FormattableString.Invariant($"d{row}{column}");
                writer.Line($"{op.Type} {values[row]} = {load(row, column)};");
            }

            columns[column] = transform(writer, op, values, FormattableString.Invariant($"t{column}"));
        }

        for (int row = 0; row < to; row++)
        {
            string[] results = transform(writer, op, [.. columns.Select(column => column[row])], FormattableString.Invariant($"r{row}"));
            for (int column = 0; column < to; column++)
            {
                store(row, column, results[column]);
            }
        }
    }

    private static string[] WriteKernelTransform(CodeWriter writer, Operations op, string[] g, string prefix)
    {
        string[] result = Declare(prefix, Size);
        writer.Line($"{op.Type} {prefix}s = ({g[0]} + {g[2]}) * {op.Constant(-1.0 / 6)};");
        writer.Line($"{op.Type} {prefix}q = ({g[0]} * {op.Constant(1.0 / 24)}) + ({g[2]} * {op.Constant(1.0 / 6)});");
        Assign(writer, op, result[0], $"{g[0]} * {op.Constant(0.25)}");
        Assign(writer, op, result[1], $"{prefix}s - ({g[1]} * {op.Constant(1.0 / 6)})");
        Assign(writer, op, result[2], $"{prefix}s + ({g[1]} * {op.Constant(1.0 / 6)})");
        Assign(writer, op, result[3], $"{prefix}q + ({g[1]} * {op.Constant(1.0 / 12)})");
        Assign(writer, op, result[4], $"{prefix}q - ({g[1]} * {op.Constant(1.0 / 12)})");
        Assign(writer, op, result[5], g[2]);
        return result;
    }

    private static string[] WriteInputTransform(CodeWriter writer, Operations op, string[] d, string prefix)
    {
        string[] result = Declare(prefix, Size);
        string minus4 = op.Constant(-4);
        string two = op.Constant(2);
        writer.Line($"{op.Type} {prefix}a = {op.MultiplyAdd(d[2], minus4, d[4])};");
        writer.Line($"{op.Type} {prefix}b = {op.MultiplyAdd(d[1], minus4, d[3])};");
        writer.Line($"{op.Type} {prefix}c = {d[4]} - {d[2]};");
        writer.Line($"{op.Type} {prefix}e = ({d[3]} - {d[1]}) * {two};");
        Assign(writer, op, result[0], op.MultiplyAdd(d[0], op.Constant(4), op.MultiplyAdd(d[2], op.Constant(-5), d[4])));
        Assign(writer, op, result[1], $"{prefix}a + {prefix}b");
        Assign(writer, op, result[2], $"{prefix}a - {prefix}b");
        Assign(writer, op, result[3], $"{prefix}c + {prefix}e");
        Assign(writer, op, result[4], $"{prefix}c - {prefix}e");
        Assign(writer, op, result[5], op.MultiplyAdd(d[1], op.Constant(4), op.MultiplyAdd(d[3], op.Constant(-5), d[5])));
        return result;
    }

    private static string[] WriteOutputTransform(CodeWriter writer, Operations op, string[] m, string prefix)
    {
        string[] result = Declare(prefix, WinogradPlan.Side);
        writer.Line($"{op.Type} {prefix}a = {m[1]} + {m[2]};");
        writer.Line($"{op.Type} {prefix}b = {m[1]} - {m[2]};");
        writer.Line($"{op.Type} {prefix}c = {m[3]} + {m[4]};");
        writer.Line($"{op.Type} {prefix}e = {m[3]} - {m[4]};");
        Assign(writer, op, result[0], $"{m[0]} + {prefix}a + {prefix}c");
        Assign(writer, op, result[1], op.MultiplyAdd($"{prefix}e", op.Constant(2), $"{prefix}b"));
        Assign(writer, op, result[2], op.MultiplyAdd($"{prefix}c", op.Constant(4), $"{prefix}a"));
        Assign(writer, op, result[3], $"{op.MultiplyAdd($"{prefix}e", op.Constant(8), $"{prefix}b")} + {m[5]}");
        return result;
    }

    private static string[] Declare(string prefix, int count) =>
        [.. Enumerable.Range(0, count).Select(index => FormattableString.Invariant($"{prefix}{index}"))];

    private static void Assign(CodeWriter writer, Operations op, string name, string value) => writer.Line($"{op.Type} {name} = {value};");
}
