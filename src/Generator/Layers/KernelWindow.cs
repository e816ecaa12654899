namespace NetGen.Generator.Layers;

/// <summary>How a convolution's kernel slides over an image.</summary>
internal sealed record KernelWindow(Extent Kernel, Extent Strides, Extent Dilation, Padding Padding)
{
    private static readonly Extent One = new(1, 1);

    /// <summary>Zeros around the input, where they are given by number.</summary>
    public Border Pads { get; init; }

    /// <summary>Hyperparameters in words, without the kernel's size.</summary>
    public string Text => $"{TextOf.Strides(Strides, One)}{TextOf.Dilation(Dilation)}{TextOf.Padding(Padding)}{TextOf.Pads(Pads)}";

    /// <summary>Weights of one output and channel.</summary>
    public int Taps => checked(Kernel.Height * Kernel.Width);

    /// <summary>The arguments that say so. Their rules: a kernel's size is given, sizes of at least 1, odd kernels under "same".</summary>
    /// <param name="reader">The layer's attribute.</param>
    /// <param name="takesStridesWithDilation">Whether both may be above 1 at once.</param>
    /// <param name="takesEvenKernels">Whether "same" asks for no odd ones.</param>
    public static KernelWindow Read(LayerReader reader, bool takesStridesWithDilation, bool takesEvenKernels = false)
    {
        CheckSize(reader);
        ExtentArgument kernel = reader.PositiveExtent("kernelSize", "KernelHeight", "KernelWidth", One);
        ExtentArgument strides = WindowRules.ReadStrides(reader, One);
        ExtentArgument dilation = reader.PositiveExtent("Dilation", "DilationHeight", "DilationWidth", One);
        Padding padding = reader.Member("Padding", Padding.Valid);
        Border pads = BorderRules.ReadPads(reader, padding);
        if (!takesStridesWithDilation)
        {
            CheckStrides(strides, dilation, reader);
        }

        if (padding == Padding.Same && !takesEvenKernels)
        {
            WindowRules.CheckOdd(kernel, reader);
        }

        return new(kernel.Value, strides.Value, SpreadOf(kernel.Value, dilation.Value), padding) { Pads = pads };
    }

    /// <summary>Adds what Keras calls these, in its order.</summary>
    public Hyperparameters AddTo(Hyperparameters own)
    {
        own.Add("kernel_size", Kernel);
        own.Add("strides", Strides);
        own.Add("padding", Padding);
        own.Add("data_format", Hyperparameters.DataFormat);
        own.Add("dilation_rate", Dilation);
        return BorderRules.WithPads(own, Pads);
    }

    /// <summary>The same with so many more zeros around the input.</summary>
    public KernelWindow Padded(Border padding) => this with { Pads = Pads.Plus(padding) };

    /// <summary>The same over an image with rows and columns exchanged.</summary>
    public KernelWindow Turned() => new(Kernel.Turned(), Strides.Turned(), Dilation.Turned(), Padding) { Pads = Pads.Turned() };

    /// <summary>Whether the kernel can slide over what arrives.</summary>
    public bool Accepts(Layer layer, Shape input, LayerReader reader)
    {
        if (!WindowRules.CheckImage(input, reader)
            || !BorderRules.CheckPadded(input, Pads, reader)
            || !WindowRules.CheckFit(input, layer, Rows(input), Columns(input), ("kernelSize", "KernelHeight", "KernelWidth"), reader))
        {
            return false;
        }

        WindowRules.CheckGaps(layer, Rows(input), Columns(input), Strides, reader);
        return true;
    }

    public Sliding Rows(Shape input) => Sliding.Over(input.Height, Kernel.Height, Strides.Height, Dilation.Height, Padding, Pads.Top, Pads.Bottom);

    public Sliding Columns(Shape input) => Sliding.Over(input.Width, Kernel.Width, Strides.Width, Dilation.Width, Padding, Pads.Left, Pads.Right);

    public (long Rows, long Columns) SmallestInput(long rows, long columns) =>
        (Sliding.SmallestInput(rows, Kernel.Height, Strides.Height, Dilation.Height, Padding, Pads.Top + Pads.Bottom),
        Sliding.SmallestInput(columns, Kernel.Width, Strides.Width, Dilation.Width, Padding, Pads.Left + Pads.Right));

    /// <summary>A kernel has a size.</summary>
    public static void CheckSize(LayerReader reader)
    {
        if (reader.Failed || reader.Has("kernelSize"))
        {
            return;
        }

        string? missing = (reader.Has("KernelHeight"), reader.Has("KernelWidth")) switch
        {
            (false, false) => "size",
            (false, true) => "height",
            (true, false) => "width",
            _ => null,
        };
        if (missing is not null)
        {
            reader.Error(RuleId.NoKernelSize, null, reader.Kind, missing);
        }
    }

    /// <summary>No strides together with dilation.</summary>
    public static void CheckStrides(ExtentArgument strides, ExtentArgument dilation, LayerReader reader)
    {
        if (strides.Value != One && dilation.Value != One && !reader.Failed)
        {
            reader.Error(
                RuleId.StridesWithDilation,
                dilation.Height.Value > 1 ? dilation.Height.Name : dilation.Width.Name,
                $"{strides.Value}",
                $"{dilation.Value}");
        }
    }

    /// <summary>A single tap has no neighbour to keep a distance from.</summary>
    public static Extent SpreadOf(Extent kernel, Extent dilation) => new(kernel.Height == 1 ? 1 : dilation.Height, kernel.Width == 1 ? 1 : dilation.Width);
}
