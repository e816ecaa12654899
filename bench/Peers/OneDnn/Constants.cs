namespace NetGen.Bench.Peers.OneDnn;

/// <summary>Orders of the dimensions in memory: dnnl_format_tag_t.</summary>
internal enum Tag
{
    /// <summary>Whatever the primitive works best with.</summary>
    Any = 1,

    /// <summary>A vector.</summary>
    Vector = 2,

    /// <summary>Two dimensions, the last one fastest.</summary>
    Matrix = 3,

    /// <summary>Four dimensions, the last one fastest: (N, C, H, W), or (out, in, height, width).</summary>
    Image = 5,

    /// <summary>Five dimensions, the last one fastest: (groups, out, in, height, width).</summary>
    Groups = 7,

    /// <summary>Dimensions (out, in, height, width) in the order (in, out, height, width).</summary>
    InputsFirst = 24,
}

/// <summary>What a primitive is for: dnnl_prop_kind_t.</summary>
internal enum Propagation
{
    /// <summary>Forward, and what backward needs is kept.</summary>
    Training = 64,

    /// <summary>Forward alone.</summary>
    Inference = 96,
}

/// <summary>How a primitive computes: dnnl_alg_kind_t.</summary>
internal enum Algorithm
{
    /// <summary>A convolution that sums products as they stand.</summary>
    Direct = 1,

    /// <summary>A convolution by Winograd's algorithm.</summary>
    Winograd = 2,

    /// <summary>A transposed convolution.</summary>
    DirectDeconvolution = 10,

    /// <summary>max(x, 0).</summary>
    Relu = 31,

    /// <summary>min(max(x, 0), alpha).</summary>
    BoundedRelu = 143,

    /// <summary>A sigmoid.</summary>
    Logistic = 175,

    /// <summary>max(x, 0), whose gradient is taken at the result.</summary>
    ReluAtResult = 256,

    /// <summary>The largest of a window.</summary>
    MaxPooling = 511,

    /// <summary>The mean of a window.</summary>
    MeanPooling = 1023,

    /// <summary>A sum of two.</summary>
    Add = 131056,
}

/// <summary>What can be asked of a primitive's descriptor: dnnl_query_t.</summary>
internal enum Query
{
    Implementation = 8,
    Source = 129,
    SourceGradient = 130,
    Kernel = 131,
    KernelGradient = 132,
    Target = 133,
    TargetGradient = 134,
    Workspace = 135,
}

/// <summary>What a memory is to a primitive: DNNL_ARG_*.</summary>
internal enum Place
{
    Source = 1,
    SecondSource = 2,
    Target = 17,
    Kernel = 33,
    Bias = 41,
    Workspace = 64,
    SourceGradient = 129,
    TargetGradient = 145,
    KernelGradient = 161,
    BiasGradient = 169,

    /// <summary>The first of any number of sources.</summary>
    FirstOfSources = 1024,
}

/// <summary>A memory at its place: dnnl_exec_arg_t.</summary>
internal readonly record struct Argument(Place Place, nint Memory);
