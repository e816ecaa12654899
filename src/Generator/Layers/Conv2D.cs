using System.Collections.Immutable;

namespace NetGen.Generator.Layers;

/// <summary>Two-dimensional convolution with bias and activation.</summary>
internal sealed record Conv2D(
    int Filters, Extent Kernel, Extent Strides, Extent Dilation, Padding Padding, int Groups, Weighted Weighted) : WeightedLayer(Weighted)
{
    /// <summary>The argument that says how the sums are computed, of the layer and of the network.</summary>
    public const string AlgorithmArgument = "Convolution";

    /// <summary>Zeros around the input, where they are given by number.</summary>
    public Border Pads { get; init; }

    /// <summary>How its sums are computed.</summary>
    public Convolution Algorithm { get; init; } = Convolution.Auto;

    /// <summary>Whether Winograd's algorithm can compute it.</summary>
    public bool CanBeWinograd => Kernel is { Height: 3 or 5 } && Kernel.Height == Kernel.Width && Strides == new Extent(1, 1) && Dilation == new Extent(1, 1) && Groups == 1;

    public override string Kind => "Conv2D";

    public override string Text =>
        $"Conv2D({Filters}, {Kernel}{TextOf.Strides(Strides, new(1, 1))}{TextOf.Dilation(Dilation)}{TextOf.Padding(Padding)}{TextOf.Pads(Pads)}"
        + $"{TextOf.Groups(Groups)}{TextOf.Algorithm(Algorithm)}{TextOf.Weighted(Weighted)})";

    public override Hyperparameters Hyperparameters => Weighted.AddTo(
        BorderRules.WithPads(
            new Hyperparameters
            {
                { "filters", Filters },
                { "kernel_size", Kernel },
                { "strides", Strides },
                { "padding", Padding },
                { "data_format", Hyperparameters.DataFormat },
                { "dilation_rate", Dilation },
                { "groups", Groups },
            },
            Pads),
        saysNoActivityPenalty: true,
        Weighted.KernelOfRank(4));

    /// <summary>How the kernel slides.</summary>
    public KernelWindow Window => new(Kernel, Strides, Dilation, Padding) { Pads = Pads };

    /// <summary>The same over an image with rows and columns exchanged.</summary>
    public Conv2D Turned() => this with { Kernel = Kernel.Turned(), Strides = Strides.Turned(), Dilation = Dilation.Turned(), Pads = Pads.Turned() };

    /// <summary>Whether every channel is a group: the convolution is a depthwise one, whose kernel lies alike.</summary>
    public bool IsDepthwise(int channels) => Groups > 1 && Groups == channels;

    /// <summary>
    /// The layer that an attribute declares. Its rules: a kernel's size is given, sizes of at least 1, odd kernels under "same", no strides together with dilation,
    /// groups of equally many filters, Winograd's algorithm only where it can be.
    /// </summary>
    public static Conv2D Read(LayerReader reader)
    {
        IntegerArgument filters = reader.Positive("filters", 1);
        KernelWindow.CheckSize(reader);
        ExtentArgument kernel = reader.PositiveExtent("kernelSize", "KernelHeight", "KernelWidth", new(1, 1));
        ExtentArgument strides = WindowRules.ReadStrides(reader, new(1, 1));
        ExtentArgument dilation = reader.PositiveExtent("Dilation", "DilationHeight", "DilationWidth", new(1, 1));
        Padding padding = reader.Member("Padding", Padding.Valid);
        Border pads = BorderRules.ReadPads(reader, padding);
        KernelWindow.CheckStrides(strides, dilation, reader);
        if (padding == Padding.Same)
        {
            WindowRules.CheckOdd(kernel, reader);
        }

        int groups = reader.Positive("Groups", 1).Value;
        if (!reader.Failed && filters.Value % groups != 0)
        {
            reader.Error(RuleId.GroupsOfFilters, "Groups", NumberText.Plain(filters.Value), NumberText.Plain(groups));
        }

        var layer = new Conv2D(
            filters.Value, kernel.Value, strides.Value, KernelWindow.SpreadOf(kernel.Value, dilation.Value), padding, groups, Weighted.Read(reader, filters.Value))
        {
            Pads = pads,
            Algorithm = reader.Member(AlgorithmArgument, reader.NetworkAlgorithm),
        };

        // The network asks for it wherever it can be.
        if (!reader.Failed && reader.Has(AlgorithmArgument) && layer.Algorithm == Convolution.Winograd && !layer.CanBeWinograd)
        {
            reader.Error(RuleId.NoWinograd, AlgorithmArgument, $"{layer.Kernel}", $"{layer.Strides}", $"{layer.Dilation}", NumberText.Plain(groups));
        }

        return layer;
    }

    public override bool Accepts(Shape input, LayerReader reader)
    {
        if (!WindowRules.CheckImage(input, reader) || !BorderRules.CheckPadded(input, Pads, reader))
        {
            return false;
        }

        if (input.Channels % Groups != 0)
        {
            reader.Error(RuleId.GroupsOfChannels, "Groups", NumberText.Plain(input.Channels), NumberText.Plain(Groups));
            return false;
        }

        ChannelOrder.CheckConvolution(this, input, reader);
        if (!WindowRules.CheckFit(input, this, Rows(input), Columns(input), ("kernelSize", "KernelHeight", "KernelWidth"), reader))
        {
            return false;
        }

        WindowRules.CheckGaps(this, Rows(input), Columns(input), Strides, reader);
        return true;
    }

    public override (long Rows, long Columns) SmallestInput(long rows, long columns) =>
        (Sliding.SmallestInput(rows, Kernel.Height, Strides.Height, Dilation.Height, Padding, Pads.Top + Pads.Bottom),
        Sliding.SmallestInput(columns, Kernel.Width, Strides.Width, Dilation.Width, Padding, Pads.Left + Pads.Right));

    public Sliding Rows(Shape input) => Window.Rows(input);

    public Sliding Columns(Shape input) => Window.Columns(input);

    public override Shape Infer(Shape input) => Shape.Image(Rows(input).Output, Columns(input).Output, Filters);

    public override ImmutableArray<ParameterSpec> Parameters(Shape input) =>
        Weighted.Parameters([Kernel.Height, Kernel.Width, input.Channels / Groups, Filters]);

    public override long ForwardFlops(Shape input) => 2 * Infer(input).Size * Kernel.Height * Kernel.Width * (input.Channels / Groups);
}
