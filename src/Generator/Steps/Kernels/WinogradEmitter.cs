using System;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// Writes a convolution's strips by Winograd's algorithm; see <see cref="WinogradPlan"/>. The forward pass and the gradient by
/// the input differ only in what is convolved.
/// </summary>
/// <param name="Name">Begins the names of the methods.</param>
/// <param name="Text">What is computed, in words.</param>
/// <param name="InputRowStride">Floats from one row of what is convolved to the next.</param>
/// <param name="Bias">Reference to a bias to begin with, from the parameter "weights"; null for none.</param>
/// <param name="Target">Where whole tiles are written, and what is done to them before; null where the strip takes them.</param>
internal sealed record WinogradEmitter(VectorForm Form, WinogradPlan Plan, string Name, string Text, int InputRowStride, string? Bias, WinogradTarget? Target)
{
    private const int Size = WinogradPlan.Size;

    /// <summary>Writes a transform of values, whose names it gets, along one direction; gives the names of what comes out, which begin with the prefix.</summary>
    public delegate string[] Transform(CodeWriter writer, Operations op, string[] values, string prefix);

    private int Columns => Form.Columns(Plan.StripOutputs);

    /// <summary>Floats from one pixel of what tiles are written to, to the next.</summary>
    private int ResultPixel => Target is null ? Plan.StripOutputs : Plan.Outputs;

    /// <summary>What holds the scratch, which begins with transformed inputs; behind the result where the strip takes that.</summary>
    private string Scratch => Target is null ? "strip" : "v";

    /// <summary>Where the scratch begins there.</summary>
    private int ScratchStart => Target is null ? Plan.ResultLength : 0;

    /// <summary>What tiles are written to.</summary>
    private string Result => Target is null ? "strip" : "y";

    private string? AddedParameter => Target?.AddedRowStride is null ? null : "ref float added";

    /// <summary>
    /// U = G g Gᵀ for every channel and output, into [panel][product][channel][panel's outputs].
    /// </summary>
    /// <param name="source">
    /// Spells the place of a tap of the kernel, given its number of nine, a channel, a column of registers and the width of its panel.
    /// </param>
    /// <param name="factors">Reference to a factor for each output; null where there are none.</param>
    public static void WriteKernelTransform(
        CodeWriter writer, VectorForm form, WinogradPlan plan, string target, Func<int, string, string, string, string> source, string? factors = null)
    {
        var op = new Operations(form);
        int columns = form.Columns(plan.Outputs);
        int full = 2 * form.Lanes;
        using (writer.Block($"for (int column = 0; column < {columns}; column++)"))
        {
            // The last panel has one column where their number is odd.
            writer.Line(columns % 2 == 0 ? $"int width = {full};" : $"int width = column == {columns - 1} ? {form.Lanes} : {full};");
            if (factors is not null)
            {
                writer.Line($"{form.Type} factors = {form.Load(factors, $"column * {form.Lanes}")};");
            }

            writer.Line($"ref float panel = ref {Reference.At(target, $"(column / 2 * {full * WinogradPlan.Products * plan.Channels}) + (column % 2 * {form.Lanes})")};");
            using (writer.Block($"for (int c = 0; c < {plan.Channels}; c++)"))
            {
                writer.Line($"ref float u = ref {Reference.At("panel", "c * width")};");
                WriteTwoSided(
                    writer,
                    op,
                    3,
                    Size,
                    WriteKernelTransform,
                    (row, tap) => $"{form.Name}.LoadUnsafe(ref {source((row * 3) + tap, "c", "column", "width")}){(factors is null ? "" : " * factors")}",
                    (row, column, value) => writer.Line(op.Store(value, "u", $"{((row * Size) + column) * plan.Channels} * width")));
            }
        }
    }

    /// <summary>Writes a method that computes one strip from its first row of input; or, where strips of other outputs read the same, from inputs that the caller has transformed.</summary>
    public void WriteStrip(CodeWriter writer)
    {
        WriteInputTransform(writer);
        if (Columns > 1)
        {
            WritePanel(writer, 2);
        }

        if (Columns % 2 == 1)
        {
            WritePanel(writer, 1);
        }

        string outputs = Plan.CutsOutputs ? $" of {Plan.StripOutputs} outputs" : "";
        writer.Heading($"{Text}: {Plan.Rows} x {Plan.Width} pixels{outputs}, {Plan.Tiles} tiles of 4x4 by Winograd's F(4x4, 3x3).");
        using (Method.Driver(
            writer,
            $"{Name}Strip",
            Plan.CutsOutputs ? null : "ref float x",
            "ref float weights",
            Plan.CutsOutputs && Bias is not null ? "ref float bias" : null,
            $"ref float {Scratch}",
            AddedParameter,
            Target is null ? null : "ref float y"))
        {
            if (Target is null)
            {
                writer.Line($"ref float v = ref {Reference.At(Scratch, ScratchStart)};");
            }

            writer.Line($"ref float sums = ref {Reference.At(Scratch, ScratchStart + Plan.InputLength)};");
            if (Plan.TransformsWeights)
            {
                writer.Line($"ref float u = ref {Reference.At(Scratch, ScratchStart + Plan.InputLength + Plan.SumLength)};");
            }

            if (!Plan.CutsOutputs)
            {
                writer.Line(TransformCall(Name, "x", "v"));
            }

            if (Columns > 1)
            {
                using (writer.Loop("panel", Columns / 2))
                {
                    WritePanelCalls(writer, 2, Columns / 2 == 1 ? "0" : "panel");
                }
            }

            if (Columns % 2 == 1)
            {
                WritePanelCalls(writer, 1, Literal.Of(Columns / 2));
            }
        }
    }

    /// <summary>Spells the transform of inputs.</summary>
    public static string TransformCall(string name, string x, string v) => $"{name}TransformInput(ref {x}, ref {v});";

    private void WritePanel(CodeWriter writer, int columns)
    {
        if (Plan.TransformsWeights)
        {
            WritePanelTransform(writer, columns);
        }

        WriteProducts(writer, columns);
        WriteOutputTransform(writer, columns);
    }

    private void WritePanelCalls(CodeWriter writer, int columns, string panel)
    {
        int width = 2 * Form.Lanes;
        string first = Reference.Product(panel, width);
        string weights = $"ref {Reference.At("weights", Reference.Product(panel, (long)width * Plan.WeightsOfOutput))}";
        if (Plan.TransformsWeights)
        {
            writer.Line($"{Name}TransformWeights{columns}({weights}, ref u);");
            weights = "ref u";
        }

        writer.Line($"{Name}Products{columns}(ref v, {weights}, ref sums);");
        string bias = Bias is null ? "" : $", ref {Reference.At(Bias, first)}";
        string added = AddedParameter is null ? "" : $", ref {Reference.At("added", first)}";
        writer.Line($"{Name}TransformOutput{columns}(ref sums{bias}{added}, ref {Reference.At(Result, first)});");
    }

    /// <summary>V = Bᵀ d B for every tile and channel, into [product][tile][channel].</summary>
    private void WriteInputTransform(CodeWriter writer)
    {
        writer.Heading($"V = Bᵀ d B of Winograd's F(4x4, 3x3): {Plan.Tiles} tiles of 6x6 pixels, {Plan.Channels} channels, into the form in which convolution is a product.");
        using (Method.Kernel(writer, $"{Name}TransformInput", "ref float x", "ref float v"))
        using (writer.Block($"for (int tile = 0; tile < {Plan.Tiles}; tile++)"))
        {
            writer.Line($"ref float from = ref {Reference.At("x", TileOrigin(InputRowStride, Plan.Channels))};");
            writer.Line($"ref float to = ref {Reference.At("v", Reference.Product("tile", Plan.Channels))};");
            Sweep.Row(writer, Plan.Channels, Form, "c", (op, c) => WriteTwoSided(
                writer,
                op,
                Size,
                Size,
                WriteInputTransform,
                (row, column) => op.Load("from", Reference.Sum(Literal.Of((row * InputRowStride) + (column * Plan.Channels)), c)),
                (row, column, value) => writer.Line(
                    op.Store(value, "to", Reference.Sum(Literal.Of(((row * Size) + column) * WinogradPlan.Pitch(Plan.Tiles * Plan.Channels)), c)))));
        }
    }

    private string TileOrigin(int rowStride, int channels) => Plan.TileRows == 1
        ? Reference.Product("tile", WinogradPlan.Side * channels)
        : $"(tile / {Plan.TilesAcross} * {WinogradPlan.Side * rowStride}) + (tile % {Plan.TilesAcross} * {WinogradPlan.Side * channels})";

    /// <summary>U = G g Gᵀ for every channel and output of a panel, from [tap][channel][panel's outputs] into [product][channel][panel's outputs].</summary>
    private void WritePanelTransform(CodeWriter writer, int columns)
    {
        int width = columns * Form.Lanes;
        writer.Heading($"U = G g Gᵀ of Winograd's F(4x4, 3x3): 3x3 weights of {Plan.Channels} channels and {width} outputs, into the form in which convolution is a product.");
        using (Method.Kernel(writer, $"{Name}TransformWeights{columns}", "ref float weights", "ref float u"))
        using (writer.Block($"for (int i = 0; i < {Plan.Channels * width}; i += {Form.Lanes})"))
        {
            WriteTwoSided(
                writer,
                new Operations(Form),
                3,
                Size,
                WriteKernelTransform,
                (row, tap) => Form.Load("weights", Reference.Sum(Literal.Of(((row * 3) + tap) * Plan.Channels * width), "i")),
                (row, column, value) => writer.Line(
                    Reference.Store(value, "u", Reference.Sum(Literal.Of(((row * Size) + column) * WinogradPlan.Pitch(Plan.Channels * width)), "i"))));
        }
    }

    /// <summary>The 36 products of one panel of outputs.</summary>
    private void WriteProducts(CodeWriter writer, int columns)
    {
        int width = columns * Form.Lanes;
        writer.Heading($"The 36 products of Winograd's F(4x4, 3x3): {Plan.Tiles} tiles, over {Plan.Channels} channels, for {width} outputs.");
        using (Method.Kernel(writer, $"{Name}Products{columns}", "ref float v", "ref float weights", "ref float sums"))
        using (writer.Block($"for (int k = 0; k < {WinogradPlan.Products}; k++)"))
        {
            writer.Line($"ref float vk = ref {Reference.At("v", Reference.Product("k", WinogradPlan.Pitch(Plan.Tiles * Plan.Channels)))};");
            int pitch = Plan.TransformsWeights ? WinogradPlan.Pitch(Plan.Channels * width) : Plan.Channels * width;
            writer.Line($"ref float uk = ref {Reference.At("weights", Reference.Product("k", pitch))};");
            writer.Line($"ref float mk = ref {Reference.At("sums", Reference.Product("k", WinogradPlan.Pitch(Plan.Tiles * width)))};");
            new Product
            {
                Form = Form,
                Outputs = width,
                Reduction = Reduction.OfWindow((1, 0), (1, 0), Plan.Channels, Form.ChunkBytes / (width * sizeof(float))),
                Rows = (1, 0, 0),
                Pixels = (Plan.Tiles, Plan.Channels, width),
                PaddedOutput = true,
                Input = "vk",
                Weights = "uk",
                Output = "mk",
            }.Write(writer);
        }
    }

    /// <summary>Y = Aᵀ m A for every tile and output of a panel.</summary>
    private void WriteOutputTransform(CodeWriter writer, int columns)
    {
        int width = columns * Form.Lanes;
        int rowStride = Target?.RowStride ?? Plan.Width * ResultPixel;
        writer.Heading($"Y = Aᵀ m A of Winograd's F(4x4, 3x3): sums of products back into {Plan.Tiles} tiles of 4x4 pixels, for {width} outputs.");
        using (Method.Kernel(
            writer, $"{Name}TransformOutput{columns}", "ref float sums", Bias is null ? null : "ref float bias", AddedParameter, $"ref float {Result}"))
        using (writer.Block($"for (int tile = 0; tile < {Plan.Tiles}; tile++)"))
        {
            writer.Line($"ref float from = ref {Reference.At("sums", Reference.Product("tile", width))};");
            writer.Line($"ref float to = ref {Reference.At(Result, TileOrigin(rowStride, ResultPixel))};");
            if (Target?.AddedRowStride is { } addedRowStride)
            {
                writer.Line($"ref float other = ref {Reference.At("added", TileOrigin(addedRowStride, Plan.Outputs))};");
            }

            var op = new Operations(Form);
            using (columns == 1 ? default(CodeWriter.Scope?) : writer.Block($"for (int f = 0; f < {width}; f += {Form.Lanes})"))
            {
                string f = columns == 1 ? "0" : "f";
                if (Bias is not null)
                {
                    writer.Line($"{op.Type} first = {op.Load("bias", f)};");
                }

                WriteTwoSided(
                    writer,
                    op,
                    Size,
                    WinogradPlan.Side,
                    WriteOutputTransform,
                    (row, column) => op.Load("from", Reference.Sum(Literal.Of(((row * Size) + column) * WinogradPlan.Pitch(Plan.Tiles * width)), f)),
                    (row, column, value) => writer.Line(op.Store(
                        Finished(writer, op, Bias is null ? value : $"{value} + first", row, column, f),
                        "to",
                        Reference.Sum(Literal.Of((row * rowStride) + (column * ResultPixel)), f))));
            }
        }
    }

    /// <summary>What is stored of a value of a tile.</summary>
    private string Finished(CodeWriter writer, Operations op, string value, int row, int column, string f)
    {
        if (Target is null or { AddedRowStride: null, Activation: Activation.Linear })
        {
            return value;
        }

        if (Target.AddedRowStride is { } rowStride)
        {
            value += $" + {op.Load("other", Reference.Sum(Literal.Of((row * rowStride) + (column * Plan.Outputs)), f))}";
        }

        // LeakyReLU reads its argument more than once.
        if (Target.Activation == Activation.LeakyReLU)
        {
            string name = FormattableString.Invariant($"y{row}{column}");
            writer.Line($"{op.Type} {name} = {value};");
            value = name;
        }

        return ActivationFormulas.Forward(writer, op, Target.Activation, Target.NegativeSlope, value);
    }

    /// <summary>Writes T d Tᵀ: the transform down every column, then along every row.</summary>
    public static void WriteTwoSided(
        CodeWriter writer, Operations op, int from, int to, Transform transform, Func<int, int, string> load, Action<int, int, string> store)
    {
        string[][] columns = new string[from][];
        for (int column = 0; column < from; column++)
        {
            int of = column;
            string[] values = [.. Enumerable.Range(0, from).Select(row => FormattableString.Invariant($"d{row}{of}"))];
            Declare(writer, op, [.. values.Select((value, row) => (value, load(row, of)))]);
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
        Declare(
            writer,
            op,
            ($"{prefix}s", $"({g[0]} + {g[2]}) * {op.Constant(-1.0 / 6)}"),
            ($"{prefix}q", $"({g[0]} * {op.Constant(1.0 / 24)}) + ({g[2]} * {op.Constant(1.0 / 6)})"));
        return Assign(
            writer,
            op,
            prefix,
            $"{g[0]} * {op.Constant(0.25)}",
            $"{prefix}s - ({g[1]} * {op.Constant(1.0 / 6)})",
            $"{prefix}s + ({g[1]} * {op.Constant(1.0 / 6)})",
            $"{prefix}q + ({g[1]} * {op.Constant(1.0 / 12)})",
            $"{prefix}q - ({g[1]} * {op.Constant(1.0 / 12)})",
            g[2]);
    }

    public static string[] WriteInputTransform(CodeWriter writer, Operations op, string[] d, string prefix)
    {
        string minus4 = op.Constant(-4);
        Declare(
            writer,
            op,
            ($"{prefix}a", op.MultiplyAdd(d[2], minus4, d[4])),
            ($"{prefix}c", $"{d[4]} - {d[2]}"),
            ($"{prefix}b", op.MultiplyAdd(d[1], minus4, d[3])),
            ($"{prefix}e", $"({d[3]} - {d[1]}) * {op.Constant(2)}"));
        return Assign(
            writer,
            op,
            prefix,
            op.MultiplyAdd(d[0], op.Constant(4), op.MultiplyAdd(d[2], op.Constant(-5), d[4])),
            $"{prefix}a + {prefix}b",
            $"{prefix}a - {prefix}b",
            $"{prefix}c + {prefix}e",
            $"{prefix}c - {prefix}e",
            op.MultiplyAdd(d[1], op.Constant(4), op.MultiplyAdd(d[3], op.Constant(-5), d[5])));
    }

    private static string[] WriteOutputTransform(CodeWriter writer, Operations op, string[] m, string prefix)
    {
        Declare(
            writer,
            op,
            ($"{prefix}a", $"{m[1]} + {m[2]}"),
            ($"{prefix}b", $"{m[1]} - {m[2]}"),
            ($"{prefix}c", $"{m[3]} + {m[4]}"),
            ($"{prefix}e", $"{m[3]} - {m[4]}"));
        return Assign(
            writer,
            op,
            prefix,
            $"{m[0]} + {prefix}a + {prefix}c",
            op.MultiplyAdd($"{prefix}e", op.Constant(2), $"{prefix}b"),
            op.MultiplyAdd($"{prefix}c", op.Constant(4), $"{prefix}a"),
            $"{op.MultiplyAdd($"{prefix}e", op.Constant(8), $"{prefix}b")} + {m[5]}");
    }

    /// <summary>Declares what comes out of a transform: names that begin with the prefix.</summary>
    public static string[] Assign(CodeWriter writer, Operations op, string prefix, params string[] values)
    {
        string[] names = [.. values.Select((_, index) => FormattableString.Invariant($"{prefix}{index}"))];
        Declare(writer, op, [.. names.Zip(values, (name, value) => (name, value))]);
        return names;
    }

    /// <summary>Declares locals, several to a line while it is short: there are hundreds of them in a transform.</summary>
    public static void Declare(CodeWriter writer, Operations op, params (string Name, string Value)[] locals)
    {
        const int LineLength = 120;
        string line = "";
        foreach ((string name, string value) in locals)
        {
            string local = $"{name} = {value}";
            if (line.Length > 0 && line.Length + local.Length > LineLength)
            {
                writer.Line($"{op.Type} {line};");
                line = "";
            }

            line += line.Length == 0 ? local : ", " + local;
        }

        writer.Line($"{op.Type} {line};");
    }
}

/// <summary>Where whole tiles of a result are written.</summary>
/// <param name="RowStride">Floats from one row of the result to the next.</param>
/// <param name="AddedRowStride">The same of what is added value by value; null where nothing is.</param>
/// <param name="Activation">The activation behind it.</param>
/// <param name="NegativeSlope">The activation's slope below 0, of LeakyReLU.</param>
internal sealed record WinogradTarget(int RowStride, int? AddedRowStride = null, Activation Activation = Activation.Linear, double NegativeSlope = 0);
