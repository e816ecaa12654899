namespace NetGen.Golden.Tests.Properties;

/// <summary>What a random network is to show.</summary>
internal enum NetworkKind
{
    /// <summary>Small, with every layer and function.</summary>
    Any,

    /// <summary>
    /// Small, with sums that single precision holds exactly when inputs and weights have few bits: equal maxima and exact
    /// zeros occur, and rounding explains no difference.
    /// </summary>
    Exact,

    /// <summary>
    /// One or two convolutions, with or without pooling, of so many channels that the planner's special forms are worth it.
    /// </summary>
    Large,

    /// <summary>One convolution of so many weights that Winograd's algorithm transforms them where they are used, forward and for the gradient by the input.</summary>
    Heavy,

    /// <summary>
    /// One or two convolutions over few pixels whose weights do not stay in the L2 cache: predictions take them panel by panel for all samples of a group.
    /// </summary>
    Panels,

    /// <summary>One convolution of so few tiles and so many filters that threads share a prediction's filters, each transforming the image anew.</summary>
    FilterParts,

    /// <summary>
    /// One convolution of so few tiles and so many weights that predictions compute by Winograd's algorithm the tiles of several samples at once; with pooling behind it, or added to its input.
    /// </summary>
    TilesOfSamples,

    /// <summary>
    /// One or two convolutions over what another has made, of so few pixels and so many weights that training takes all samples of a group before the next layer does.
    /// </summary>
    GroupsInTraining,

    /// <summary>
    /// Two convolutions whose declarations say how they are computed: by Winograd's algorithm over few channels and few pixels, where the planner would not take it, or directly
    /// over many, where it would not.
    /// </summary>
    Declared,

    /// <summary>
    /// Two convolutions, the first one transposed now and then, whose filters or channels fill no more than half of a register, or of their last one: there lie two terms of each side by side,
    /// whether a row of the kernel has an even number of them or an odd one.
    /// </summary>
    HalfRegisters,

    /// <summary>A layer or two that do little for each value, over so many of them that threads share a prediction's rows: depthwise and transposed convolutions, poolings, concatenations.</summary>
    Rows,

    /// <summary>A dense layer of so many weights that threads share a prediction's units, alone or between others, its units in parts and whatever these leave.</summary>
    HeavyDense,

    /// <summary>Small, whose layers read others than the one above, and are read by several; batch normalizations stand anywhere.</summary>
    Graph,

    /// <summary>
    /// Blocks of published small CNNs one behind the other, of so many channels and pixels that special forms and fusions of several steps pay: residual and inverted ones,
    /// gates, branches, both halves of a U-Net, poolings of every window.
    /// </summary>
    Blocks,

    /// <summary>
    /// Small, of images of one size that concatenations of channels join, and that other layers read beside: what makes them writes into the whole, and what reads them steps over the channels of
    /// others.
    /// </summary>
    Parts,

    /// <summary>Small, with batch normalizations by the statistics of the batch behind every other layer that has weights.</summary>
    Normalized,

    /// <summary>Small, over images of one column, whose kernels reach up and down; now and then one reaches sideways.</summary>
    Column,

    /// <summary>Small, with normalizations of each sample by itself behind each other, on vectors mostly, in batches of 1 to 70.</summary>
    SampleNormalized,
}
