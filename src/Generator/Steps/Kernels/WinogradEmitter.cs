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
/// <param name="InputStrides">Floats from one row of what is convolved to the next, and from one pixel to the next.</param>
/// <param name="Bias">Reference to a bias to begin with, from the parameter "weights"; null for none.</param>
/// <param name="Target">Where whole tiles are written, and what is done to them before; null where the strip takes them.</param>
internal sealed record WinogradEmitter(VectorForm Form, WinogradPlan Plan, string Name, string Text, (int Row, int Pixel) InputStrides, string? Bias, WinogradTarget? Target)
{
    private const int Size = WinogradTile.Size;

    private WinogradTile Tile => Plan.Tile;

    private int Columns => Form.Columns(Plan.StripOutputs);

    /// <summary>Floats from one pixel of what tiles are written to, to the next.</summary>
    private int ResultPixel => Target?.Strides.Pixel ?? Plan.StripOutputs;

    /// <summary>What holds the scratch, which begins with transformed inputs; behind the result where the strip takes that.</summary>
    private string Scratch => Target is null ? "strip" : "v";

    /// <summary>Where the scratch begins there.</summary>
    private int ScratchStart => Target is null ? Plan.Samples * Plan.ResultLength : 0;

    /// <summary>What tiles are written to.</summary>
    private string Result => Target is null ? "strip" : "y";

    /// <summary>Whether products are added to sums that begin at zero: to those of other channels, or, where one tile may be all that there is, to none.</summary>
    private bool AddsSums => Plan.ChannelsAtOnce < Plan.Channels || Plan.MayBeOfOneTile;

    private string Count => Plan.Samples > 1 ? ", count" : "";

    /// <summary>How many samples there are, of the most that are computed at once.</summary>
    private string? CountParameter => Plan.Samples > 1 ? "int count" : null;

    private string? AddedParameter => Target?.AddedStrides is null ? null : "ref float added";

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
        writer.Heading($"{Text}: {Plan.Rows} x {Plan.Width} pixels{outputs}, {Plan.Tiles} tiles of {Tile.SideText} by Winograd's {Tile.Name}.");
        using (Method.Driver(
            writer,
            $"{Name}Strip",
            Plan.TransformsApart ? null : "ref float x",
            "ref float weights",
            Plan.CutsOutputs && Bias is not null ? "ref float bias" : null,
            $"ref float {Scratch}",
            AddedParameter,
            Target is null ? null : "ref float y",
            CountParameter))
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

            if (!Plan.TransformsApart)
            {
                writer.Line(TransformCall(Name, Plan, "x", "v"));
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

    /// <summary>Spells the transform of the inputs of a strip's tiles.</summary>
    public static string TransformCall(string name, WinogradPlan plan, string x, string v) => TransformCall(name, x, v, "0", Literal.Of(plan.Tiles), plan.InputPitch);

    /// <summary>Spells the transform of inputs.</summary>
    /// <param name="name">Begins the name of the method.</param>
    /// <param name="x">The first input of the first tile of all.</param>
    /// <param name="v">Where they come out.</param>
    /// <param name="first">The first tile.</param>
    /// <param name="tiles">Number of tiles.</param>
    /// <param name="pitch">Floats from one product's transformed inputs to the next one's.</param>
    public static string TransformCall(string name, string x, string v, string first, string tiles, int pitch) =>
        FormattableString.Invariant($"{name}TransformInput(ref {x}, ref {v}, {first}, {tiles}, {pitch});");

    private void WritePanel(CodeWriter writer, int columns)
    {
        if (Plan.TransformsWeights)
        {
            WritePanelTransform(writer, columns);
        }

        WriteProducts(writer, columns);
        if (Plan.MayBeOfOneTile)
        {
            new WinogradOfOneTileEmitter(Form, Plan, Name).Write(writer, columns);
        }

        WriteOutputTransform(writer, columns);
    }

    private void WritePanelCalls(CodeWriter writer, int columns, string panel)
    {
        int width = 2 * Form.Lanes;
        string first = Reference.Product(panel, width);
        string weights = Reference.At("weights", Reference.Product(panel, (long)width * Plan.WeightsOfOutput));
        if (Plan.TransformsWeights)
        {
            WriteTransformedProducts(writer, columns, weights);
        }
        else
        {
            writer.Line($"{Name}Products{columns}(ref v, ref {weights}, ref sums{Count});");
        }

        string bias = Bias is null ? "" : $", ref {Reference.At(Bias, first)}";
        string added = AddedParameter is null ? "" : $", ref {Reference.At("added", first)}";
        if (Plan.Samples == 1)
        {
            writer.Line($"{Name}TransformOutput{columns}(ref sums{bias}{added}, ref {Reference.At(Result, first)});");
            return;
        }

        using (writer.Block("for (int i = 0; i < count; i++)"))
        {
            string sums = Reference.At("sums", Reference.Product("i", Plan.Tiles * columns * Form.Lanes));
            added = AddedParameter is null ? "" : $", ref {Reference.At("added", Reference.Sum(first, Reference.Product("i", Target!.AddedSample)))}";
            string result = Reference.At(Result, Reference.Sum(first, Reference.Product("i", Target?.Sample ?? Plan.ResultLength)));
            writer.Line($"{Name}TransformOutput{columns}(ref {sums}{bias}{added}, ref {result});");
        }
    }

    /// <summary>Products with weights that are transformed for some channels after the others, while they are in the L2 cache.</summary>
    private void WriteTransformedProducts(CodeWriter writer, int columns, string weights)
    {
        bool isOneTurn = Plan.ChannelsAtOnce == Plan.Channels;
        if (AddsSums)
        {
            writer.Line($"MemoryMarshal.CreateSpan(ref sums, {Plan.SumLength}).Clear();");
        }

        if (Plan.MayBeOfOneTile)
        {
            using (writer.Block("if (count == 1)"))
            {
                writer.Line($"{Name}ProductsOfOne{columns}(ref v, ref {weights}, ref sums);");
            }
        }

        using (Plan.MayBeOfOneTile ? writer.Block("else") as IDisposable : null)
        using (isOneTurn ? null : writer.Block($"for (int c = 0; c < {Plan.Channels}; c += {Plan.ChannelsAtOnce})") as IDisposable)
        {
            string c = isOneTurn ? "0" : "c";
            writer.Line($"{Name}TransformWeights{columns}(ref {Reference.At(weights, Reference.Product(c, columns * Form.Lanes))}, ref u);");
            writer.Line($"{Name}Products{columns}(ref {Reference.At("v", c)}, ref u, ref sums{Count});");
        }
    }

    /// <summary>V = Bᵀ d B for every tile and channel, into [product][tile][channel]. The gradient by the kernel transforms the same inputs, other tiles at a time.</summary>
    private void WriteInputTransform(CodeWriter writer)
    {
        writer.Heading($"V = Bᵀ d B of Winograd's {Tile.Name}: tiles of 6x6 pixels, {Plan.Channels} channels, into the form in which convolution is a product.");
        using (Method.Kernel(writer, $"{Name}TransformInput", "ref float x", "ref float v", "int first", "int tiles", "nint pitch"))
        {
            writer.Line("nint pitch2 = 2 * pitch, pitch3 = 3 * pitch, pitch4 = 4 * pitch, pitch5 = 5 * pitch, pitch6 = 6 * pitch;");
            using (writer.Block("for (int tile = 0; tile < tiles; tile++)"))
            {
                writer.Line("int place = first + tile;");
                writer.Line($"ref float from = ref {Reference.At("x", TileOrigin("place", InputStrides, Plan.TilesDown))};");
                writer.Line($"ref float to = ref {Reference.At("v", Reference.Product("tile", Plan.Channels))};");
                Sweep.Row(writer, Plan.Channels, Form, "c", (op, c) => WriteInputTile(writer, op, c));
            }
        }
    }

    /// <summary>Writes the transform of some channels of a tile. What comes out is stored row by row of six products, so that each row has the same few distances.</summary>
    private void WriteInputTile(CodeWriter writer, Operations op, string c)
    {
        writer.Line($"ref float row = ref {Reference.At("to", c)};");
        WinogradTransforms.TwoSided(
            writer,
            op,
            Size,
            Size,
            WinogradPoints.WriteInput,
            (row, column) => op.Load("from", Reference.Sum(Literal.Of((row * InputStrides.Row) + (column * InputStrides.Pixel)), c)),
            (row, column, value) =>
            {
                if (row > 0 && column == 0)
                {
                    writer.Line("row = ref Unsafe.Add(ref row, pitch6);");
                }

                writer.Line(op.Store(value, "row", column switch { 0 => "0", 1 => "pitch", _ => FormattableString.Invariant($"pitch{column}") }));
            });
    }

    private string TileOrigin(string tile, (int Row, int Pixel) strides, int tileRows) => tileRows == 1
        ? Reference.Product(tile, Tile.Side * strides.Pixel)
        : $"({tile} / {Plan.TilesAcross} * {Tile.Side * strides.Row}) + ({tile} % {Plan.TilesAcross} * {Tile.Side * strides.Pixel})";

    /// <summary>U = G g Gᵀ for every channel and output of a panel, from [tap][channel][panel's outputs] into [product][channel][panel's outputs].</summary>
    private void WritePanelTransform(CodeWriter writer, int columns)
    {
        int width = columns * Form.Lanes;
        writer.Heading($"U = G g Gᵀ of Winograd's {Tile.Name}: {Tile.KernelText} weights of {Plan.ChannelsAtOnce} channels and {width} outputs, into the form in which convolution is a product.");
        using (Method.Kernel(writer, $"{Name}TransformWeights{columns}", "ref float weights", "ref float u"))
        using (writer.Block($"for (int i = 0; i < {Plan.ChannelsAtOnce * width}; i += {Form.Lanes})"))
        {
            WinogradTransforms.TwoSided(
                writer,
                new Operations(Form),
                Tile.Kernel,
                Size,
                WinogradPoints.WriteWeights,
                (row, tap) => Form.Load("weights", Reference.Sum(Literal.Of(((row * Tile.Kernel) + tap) * Plan.Channels * width), "i")),
                (row, column, value) => writer.Line(
                    Reference.Store(value, "u", Reference.Sum(Literal.Of(((row * Size) + column) * WinogradPlan.Pitch(Plan.ChannelsAtOnce * width)), "i"))));
        }
    }

    /// <summary>The 36 products of one panel of outputs.</summary>
    private void WriteProducts(CodeWriter writer, int columns)
    {
        int width = columns * Form.Lanes;
        string samples = Plan.Samples == 1 ? "" : " of each sample";
        writer.Heading($"The 36 products of Winograd's {Tile.Name}: {Plan.Tiles} tiles{samples}, over {Plan.ChannelsAtOnce} channels, for {width} outputs.");
        using (Method.Kernel(writer, $"{Name}Products{columns}", "ref float v", "ref float weights", "ref float sums", CountParameter))
        using (writer.Block($"for (int k = 0; k < {WinogradTile.Products}; k++)"))
        {
            writer.Line($"ref float vk = ref {Reference.At("v", Reference.Product("k", Plan.InputPitch))};");
            int pitch = Plan.TransformsWeights ? WinogradPlan.Pitch(Plan.ChannelsAtOnce * width) : Plan.Channels * width;
            writer.Line($"ref float uk = ref {Reference.At("weights", Reference.Product("k", pitch))};");
            writer.Line($"ref float mk = ref {Reference.At("sums", Reference.Product("k", Plan.SumPitch(width)))};");
            if (Plan.Samples == 1)
            {
                ProductOf(1, width, "vk", "mk").Write(writer);
            }
            else
            {
                WriteProductsOfSamples(writer, width);
            }
        }
    }

    /// <summary>The tiles of as many samples at a time as fill the accumulators; then those of half as many, and so on, of the samples that are left.</summary>
    private void WriteProductsOfSamples(CodeWriter writer, int width)
    {
        int most = Plan.SamplesAtOnce;
        writer.Line("int i = 0;");
        for (int samples = most; samples >= 1; samples /= 2)
        {
            using (writer.Block(samples == most ? $"for (; i + {samples} <= count; i += {samples})" : $"if (i + {samples} <= count)"))
            {
                writer.Line($"ref float vi = ref {Reference.At("vk", Reference.Product("i", Plan.Tiles * Plan.Channels))};");
                writer.Line($"ref float mi = ref {Reference.At("mk", Reference.Product("i", Plan.Tiles * width))};");
                ProductOf(samples, width, "vi", "mi").Write(writer);
                if (samples < most && samples > 1)
                {
                    writer.Line($"i += {samples};");
                }
            }
        }
    }

    private Product ProductOf(int samples, int width, string input, string output) => new()
    {
        Form = Form,
        Outputs = width,
        Reduction = Reduction.OfWindow((1, 0), (1, 0), Plan.ChannelsAtOnce, Form.ChunkBytes / (width * sizeof(float))),
        Rows = (1, 0, 0),
        Pixels = (samples * Plan.Tiles, Plan.Channels, width),
        PaddedOutput = true,
        AddsToOutput = AddsSums,
        Input = input,
        Weights = "uk",
        Output = output,
    };

    /// <summary>Y = Aᵀ m A for every tile and output of a panel.</summary>
    private void WriteOutputTransform(CodeWriter writer, int columns)
    {
        int width = columns * Form.Lanes;
        int rowStride = Target?.Strides.Row ?? Plan.Width * ResultPixel;
        writer.Heading($"Y = Aᵀ m A of Winograd's {Tile.Name}: sums of products back into {Plan.Tiles} tiles of {Tile.SideText} pixels, for {width} outputs.");
        using (Method.Kernel(
            writer, $"{Name}TransformOutput{columns}", "ref float sums", Bias is null ? null : "ref float bias", AddedParameter, $"ref float {Result}"))
        using (writer.Block($"for (int tile = 0; tile < {Plan.Tiles}; tile++)"))
        {
            writer.Line($"ref float from = ref {Reference.At("sums", Reference.Product("tile", width))};");
            writer.Line($"ref float to = ref {Reference.At(Result, TileOrigin("tile", (rowStride, ResultPixel), Plan.TileRows))};");
            if (Target?.AddedStrides is { } added)
            {
                writer.Line($"ref float other = ref {Reference.At("added", TileOrigin("tile", added, Plan.TileRows))};");
            }

            var op = new Operations(Form);
            using (columns == 1 ? default(CodeWriter.Scope?) : writer.Block($"for (int f = 0; f < {width}; f += {Form.Lanes})"))
            {
                string f = columns == 1 ? "0" : "f";
                if (Bias is not null)
                {
                    writer.Line($"{op.Type} first = {op.Load("bias", f)};");
                }

                WinogradTransforms.TwoSided(
                    writer,
                    op,
                    Size,
                    Tile.Side,
                    Tile.WriteOutput,
                    (row, column) => op.Load("from", Reference.Sum(Literal.Of(((row * Size) + column) * Plan.SumPitch(width)), f)),
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
        if (Target is null or { AddedStrides: null, Activation: Activation.Linear })
        {
            return value;
        }

        if (Target.AddedStrides is { } added)
        {
            value += $" + {op.Load("other", Reference.Sum(Literal.Of((row * added.Row) + (column * added.Pixel)), f))}";
        }

        return ActivationFormulas.ForwardOf(writer, op, Target.Activation, Target.NegativeSlope, value, FormattableString.Invariant($"y{row}{column}"));
    }
}
