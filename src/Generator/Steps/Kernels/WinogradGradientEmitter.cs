using System;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Writes the gradient by a convolution's kernel by Winograd's algorithm, of one sample or of a group; see <see cref="WinogradGradientPlan"/>.</summary>
/// <param name="Step">The name of the convolution, whose forward pass has a transform of the inputs.</param>
/// <param name="Text">What is computed, in words.</param>
/// <param name="Strides">How x and dz lie; whether several samples of them are taken.</param>
internal sealed record WinogradGradientEmitter(VectorForm Form, WinogradGradientPlan Plan, string Step, string Text, GradientStrides Strides)
{
    private WinogradTile Tile => Plan.Tile;

    private string Algorithm => $"Winograd's {Tile.Name}, transposed";

    /// <summary>Begins the names of the methods.</summary>
    private string Name => $"{Step}WeightGradient";

    /// <summary>Tiles of a strip: a literal, or what the methods are told.</summary>
    private string Tiles => Plan.HasOneSize ? Literal.Of(Plan.Tiles) : "tiles";

    private string? TilesParameter => Plan.HasOneSize ? null : "int tiles";

    /// <summary>Registers of the panels of filters: two, and one where their number is odd.</summary>
    private ImmutableArray<int> PanelWidths
    {
        get
        {
            int columns = Form.Columns(Plan.Filters);
            return [.. columns > 1 ? [2] : Array.Empty<int>(), .. columns % 2 == 1 ? [1] : Array.Empty<int>()];
        }
    }

    /// <summary>Writes a method that adds the gradient of a sample, or of all samples of a group, to that of the lane.</summary>
    public void Write(CodeWriter writer)
    {
        // Of samples that come one by one the inputs are transformed as on the way forward, by the same method.
        if (Strides.Samples is { } samples)
        {
            string inputs = $"V = Bᵀ d B of {Algorithm}: tiles of 6x6 pixels, {Plan.Channels} channels.";
            WriteTransform(writer, "X", inputs, (Strides.Input, samples.Input), Plan.Channels, (WinogradTile.Size, WinogradPoints.WriteInput));
        }

        string gradients = $"Z = A d Aᵀ of {Algorithm}: gradients by tiles of {Tile.SideText} pixels, {Plan.Filters} filters.";
        WriteTransform(writer, "Dz", gradients, ((Strides.Gradient, Plan.Filters), Strides.Samples?.Gradient), Plan.Filters, (Tile.Side, WinogradPoints.WriteGradients));
        foreach (int columns in PanelWidths)
        {
            int panels = columns == 2 ? Form.Columns(Plan.Filters) / 2 : 1;
            WriteBack(writer, columns);
            if (Plan.GoesAlongRows)
            {
                WriteAddition(writer, columns, panels * columns * Form.Lanes);
            }

            WriteProducts(writer, columns, panels);
        }

        WriteStrips(writer);
    }

    private void WriteStrips(CodeWriter writer)
    {
        string strips = Plan.Strips == 1 ? "" : $", {Plan.Tiles} of them at a time";
        string samples = Strides.Samples is null ? "" : " of each sample";
        writer.Heading($"{Text}: gradient by the kernel from {Plan.TilesDown} x {Plan.TilesAcross} tiles{samples} by {Algorithm}{strips}.");
        using (Method.Driver(writer, Name, "ref float x", "ref float dz", "ref float scratch", "ref float dweights", Strides.Samples is null ? null : "int count"))
        {
            writer.Line($"ref float z = ref {Reference.At("scratch", Plan.InputLength)};");
            writer.Line($"ref float sums = ref {Reference.At("scratch", Plan.InputLength + Plan.GradientLength)};");
            string all = Strides.Samples is null ? Literal.Of(Plan.SampleTiles) : Reference.Product("count", Plan.SampleTiles);
            using (Plan.Strips == 1 ? null : writer.Block($"for (int first = 0; first < {all}; first += {Plan.Tiles})") as IDisposable)
            {
                if (!Plan.HasOneSize)
                {
                    writer.Line(Plan.Strips == 1 ? $"int tiles = {all};" : $"int tiles = Math.Min({Plan.Tiles}, {(all.Contains(" ") ? $"({all})" : all)} - first);");
                }

                string tiles = Plan.HasOneSize ? "" : ", tiles";
                string first = Plan.Strips == 1 ? "" : ", first";
                writer.Line(Strides.Samples is null
                    ? WinogradEmitter.TransformCall(Step, "x", "scratch", Plan.Strips == 1 ? "0" : "first", Tiles, Plan.InputPitch)
                    : $"{Name}TransformX(ref x, ref scratch{first}{tiles});");
                writer.Line($"{Name}TransformDz(ref dz, ref z{first}{tiles});");
                foreach (int columns in PanelWidths)
                {
                    writer.Line($"{Name}Products{columns}(ref scratch, ref z, ref sums, ref dweights{tiles});");
                }
            }
        }
    }

    private void WriteTransform(
        CodeWriter writer, string of, string words, ((int Row, int Pixel) Of, int? Sample) strides, int channels, (int Size, WinogradTransforms.Transform Write) transform)
    {
        writer.Heading(words);
        using (Method.Kernel(writer, $"{Name}Transform{of}", "ref float source", "ref float target", Plan.Strips > 1 ? "int first" : null, TilesParameter))
        using (writer.Block($"for (int tile = 0; tile < {Tiles}; tile++)"))
        {
            string at = "tile";
            if (Plan.Strips > 1)
            {
                writer.Line("int place = first + tile;");
                at = "place";
            }

            writer.Line($"ref float from = ref {Reference.At("source", TileOrigin(at, strides.Of, strides.Sample))};");
            writer.Line($"ref float to = ref {Reference.At("target", Reference.Product("tile", channels))};");
            int pitch = WinogradPlan.Pitch(Plan.Tiles * channels);
            Sweep.Row(writer, channels, Form, "c", (op, c) => WinogradTransforms.TwoSided(
                writer,
                op,
                transform.Size,
                WinogradTile.Size,
                transform.Write,
                (row, column) => op.Load("from", Reference.Sum(Literal.Of((row * strides.Of.Row) + (column * strides.Of.Pixel)), c)),
                (row, column, value) => writer.Line(
                    op.Store(value, "to", Reference.Sum(Literal.Of(((row * WinogradTile.Size) + column) * pitch), c)))));
        }
    }

    /// <summary>Where a tile begins, whose number counts those of all samples.</summary>
    private string TileOrigin(string tile, (int Row, int Pixel) strides, int? ofSample)
    {
        if (Plan.SampleTiles == 1)
        {
            return ofSample is { } only ? Reference.Product(tile, only) : "0";
        }

        string row = ofSample is null ? tile : $"{tile} % {Plan.SampleTiles}";
        string place = $"({row} / {Plan.TilesAcross} * {Tile.Side * strides.Row}) + ({tile} % {Plan.TilesAcross} * {Tile.Side * strides.Pixel})";
        return ofSample is { } sample ? $"({tile} / {Plan.SampleTiles} * {sample}) + {place}" : place;
    }

    /// <summary>The sums over tiles of V times Z, for panels of filters and blocks of channels.</summary>
    private void WriteProducts(CodeWriter writer, int columns, int count)
    {
        int width = columns * Form.Lanes;
        int first = columns == 2 ? 0 : Plan.Filters - width;
        string tiles = Plan.Strips > 1 ? "a strip's" : Literal.Of(Plan.Tiles);
        writer.Heading($"The 36 products of {Algorithm}: over {tiles} tiles, for {Plan.Channels} channels and {count * width} filters.");
        using (Method.Kernel(writer, $"{Name}Products{columns}", "ref float v", "ref float z", "ref float sums", "ref float dweights", TilesParameter))
        using (Plan.GoesAlongRows ? null : writer.Loop("panel", count))
        {
            string filter = Reference.Sum(Literal.Of(first), Reference.Product(count == 1 ? "0" : "panel", width));
            foreach (Run run in Split.Evenly(Plan.Channels, Plan.BlockRows(columns)))
            {
                using (run.Count == 1 ? writer.Part(Words.Range("Channel", run.Start, run.Size), run.Size == Plan.Channels) : writer.Loop("block", run.Count))
                {
                    string channel = Reference.Sum(Literal.Of(run.Start), Reference.Product(run.Count == 1 ? "0" : "block", run.Size));
                    string target = Reference.At("dweights", Reference.Sum(Product(channel, Plan.Filters), Plan.GoesAlongRows ? Literal.Of(first) : filter));
                    using (Plan.GoesAlongRows ? writer.Loop("panel", count) : null)
                    {
                        using (writer.Block($"for (int k = 0; k < {WinogradTile.Products}; k++)"))
                        {
                            WriteTile(writer, columns, run.Size, channel, filter);
                        }

                        writer.Gap();
                        string weights = Plan.GoesAlongRows ? Reference.At(Rows, Reference.Product(count == 1 ? "0" : "panel", width)) : target;
                        writer.Line($"{Name}TransformBack{columns}(ref sums, ref {weights}, {run.Size}, {WeightRow}, {WeightTap});");
                    }

                    if (Plan.GoesAlongRows)
                    {
                        writer.Line($"{Name}Add{columns}(ref {Rows}, ref {target}, {run.Size});");
                    }
                }
            }
        }
    }

    /// <summary>Floats from a channel's weights to the next one's, and from a tap's, where they are transformed back to.</summary>
    private int WeightRow => Plan.GoesAlongRows ? Plan.RowPitch : Plan.Filters;

    private int WeightTap => Plan.GoesAlongRows ? Plan.TapPitch : Plan.Channels * Plan.Filters;

    /// <summary>Where the rows of a block's weights are put together.</summary>
    private string Rows => Reference.At("sums", Plan.SumLength);

    /// <summary>Writes dW += the rows of a block: of all its filters, one behind the other.</summary>
    private void WriteAddition(CodeWriter writer, int columns, int filters)
    {
        writer.Heading($"dW += {Tile.KernelText} weights of some channels, row by row of {filters} filters.");
        using (Method.Kernel(writer, $"{Name}Add{columns}", "ref float rows", "ref float dweights", "int count"))
        using (writer.Block($"for (int tap = 0; tap < {Tile.Taps}; tap++)"))
        using (writer.Block("for (int row = 0; row < count; row++)"))
        {
            string place = Reference.Sum(Reference.Product("tap", (long)Plan.Channels * Plan.Filters), Reference.Product("row", Plan.Filters));
            writer.Line($"ref float from = ref {Reference.At("rows", Reference.Sum(Reference.Product("tap", Plan.TapPitch), Reference.Product("row", Plan.RowPitch)))};");
            writer.Line($"ref float to = ref {Reference.At("dweights", place)};");
            Sweep.Row(writer, filters, Form, "f", (op, f) => writer.Line(op.Store($"{op.Load("to", f)} + {op.Load("from", f)}", "to", f)));
        }
    }

    private static string Product(string sum, int factor) => sum.Contains(" ") ? $"({sum}) * {factor}" : Reference.Product(sum, factor);

    private void WriteTile(CodeWriter writer, int columns, int rows, string channel, string filter)
    {
        string Offset(int row, int column) => Literal.Of(((row * columns) + column) * Form.Lanes);
        writer.Line($"ref float t = ref {Reference.At("sums", Reference.Product("k", Plan.SumPitch(columns)))};");
        new Tile
        {
            Form = Form,
            Rows = [.. Enumerable.Range(0, rows).Select(row => Literal.Of(row))],
            Columns = [.. Enumerable.Range(0, columns).Select(column => column * Form.Lanes)],
            Input = Reference.At("v", Reference.Sum(Reference.Product("k", Plan.InputPitch), channel)),
            InputStep = Plan.Channels,
            Weights = Reference.At("z", Reference.Sum(Reference.Product("k", WinogradPlan.Pitch(Plan.Tiles * Plan.Filters)), filter)),
            WeightStep = Plan.Filters,
            Steps = Tiles,
            KnownSteps = Plan.HasOneSize ? Plan.Tiles : 0,
            First = (_, _) => $"{Form.Type}.Zero",
            Finish = (code, row, column, accumulator) => code.Line(Reference.Store(accumulator, "t", Offset(row, column))),
        }.Write(writer);
    }

    /// <summary>
    /// dW += Gᵀ m G for every channel and filter of a block, or = where the rows that they make are added up behind. It is told how far weights lie apart, so that layers share it.
    /// </summary>
    private void WriteBack(CodeWriter writer, int columns)
    {
        int width = columns * Form.Lanes;
        writer.Heading($"dW {(Plan.GoesAlongRows ? "" : "+")}= Gᵀ m G of {Algorithm}: sums of products back into {Tile.KernelText} weights, for {width} filters.");
        using (Method.Kernel(writer, $"{Name}TransformBack{columns}", "ref float sums", "ref float dweights", "int rows", "nint channel", "nint tap"))
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            writer.Line($"ref float from = ref {Reference.At("sums", Reference.Product("row", width))};");
            writer.Line($"ref float to = ref {Reference.At("dweights", "row * channel")};");
            Sweep.Row(writer, width, Form, "f", (op, f) => WinogradTransforms.TwoSided(
                writer,
                op,
                WinogradTile.Size,
                Tile.Kernel,
                Tile.WriteBack,
                (row, column) => op.Load("from", Reference.Sum(Literal.Of(((row * WinogradTile.Size) + column) * Plan.SumPitch(columns)), f)),
                (row, column, value) =>
                {
                    string place = Reference.Sum(Reference.Product("tap", (row * Tile.Kernel) + column), f);
                    writer.Line(op.Store(Plan.GoesAlongRows ? value : $"{op.Load("to", place)} + {value}", "to", place));
                }));
        }
    }
}
