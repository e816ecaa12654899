namespace NetGen.Import.Declaration;

/// <summary>How a window moves over images: what convolutions and poolings have in common.</summary>
/// <param name="Size">Its height and width, in pixels.</param>
internal sealed record Window(Extent Size)
{
    /// <summary>Pixels from one place to the next.</summary>
    public Extent Strides { get; init; } = Extent.One;

    /// <summary>Pixels from one tap to the next.</summary>
    public Extent Dilation { get; init; } = Extent.One;

    /// <summary>Whether zeros are put around as Keras's "same" does.</summary>
    public bool IsSame { get; init; }

    /// <summary>Zeros around by number.</summary>
    public Sides Pad { get; init; }
}
