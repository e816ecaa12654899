namespace NetGen.Generator.Steps;

/// <summary>What a kernel does with what it is given.</summary>
internal enum Access
{
    /// <summary>Reads what another kernel wrote.</summary>
    Reads,

    /// <summary>Writes all of it, whatever was there.</summary>
    Writes,

    /// <summary>Adds to what is there.</summary>
    Adds,

    /// <summary>Writes it and reads it again: nobody looks at it before or after.</summary>
    Scratch,
}

/// <summary>What an argument is.</summary>
internal enum OperandKind
{
    /// <summary>A tensor's values.</summary>
    Values,

    /// <summary>The gradient by a tensor.</summary>
    Gradient,

    /// <summary>Memory of the step's own.</summary>
    Need,

    /// <summary>The same memory of all lanes.</summary>
    NeedOfLanes,

    /// <summary>A parameter of the layer, in Keras's layout.</summary>
    Parameter,

    /// <summary>The gradient by a parameter of the layer, in Keras's layout.</summary>
    ParameterGradient,

    /// <summary>Number of samples.</summary>
    SampleCount,

    /// <summary>Samples of a lane, of which the last one may have fewer.</summary>
    LaneSize,

    /// <summary>Number of the lane's samples that have come before.</summary>
    Before,

    /// <summary>The first item of a job.</summary>
    First,

    /// <summary>The item behind a job's last one.</summary>
    End,

    /// <summary>Number of a part of a sample.</summary>
    Part,

    /// <summary>Key of the numbers that the step draws for a sample.</summary>
    RandomKey,

    /// <summary>One over the samples of the batch.</summary>
    Share,
}

/// <summary>A parameter of a kernel and what it is given for it: declaration and call are both written from this.</summary>
/// <param name="Name">The parameter's name.</param>
internal sealed record Operand(string Name, OperandKind Kind, Access Access = Access.Reads)
{
    public Tensor? Tensor { get; private init; }

    public Need? Need { get; private init; }

    /// <summary>The first of the layer's parameters that it is about, and their number: they lie one behind the other.</summary>
    public int FirstParameter { get; private init; }

    public int ParameterCount { get; private init; }

    /// <summary>The parameter as the kernel declares it.</summary>
    public string Declaration => $"{Type} {Name}";

    /// <summary>Whether it is a reference into memory, rather than a number.</summary>
    public bool IsReference => Kind is OperandKind.Values or OperandKind.Gradient or OperandKind.Need or OperandKind.Parameter or OperandKind.ParameterGradient;

    public bool IsOfBytes => Need is { ElementSize: 1 };

    public string Type => Kind switch
    {
        OperandKind.NeedOfLanes => "ReadOnlySpan<AlignedBuffer>",
        OperandKind.RandomKey => "ulong",
        OperandKind.Share => "float",
        _ when IsReference => IsOfBytes ? "ref byte" : "ref float",
        _ => "int",
    };

    /// <summary>What memory it is about, whoever names it: values, a gradient by them, what a step needs; null for numbers and parameters.</summary>
    public object? Subject => Kind switch
    {
        OperandKind.Values => Tensor!.Identity,
        OperandKind.Gradient => Tensor!.GradientIdentity,
        _ => Need,
    };

    /// <summary>Where it lies; nowhere for numbers, and for what the network's own parameters hold.</summary>
    public Place Place => Kind switch
    {
        OperandKind.Values => Tensor!.Place,
        OperandKind.Gradient => Tensor!.GradientPlace,
        _ => Need?.Place ?? default,
    };

    /// <summary>The stored zeros around what it is about.</summary>
    public Frame Frame => Kind == OperandKind.Values ? Tensor!.Frame : Kind == OperandKind.Need ? Need!.Frame : default;

    /// <summary>Whether they are to be cleared before the kernel runs.</summary>
    public bool ClearsBorder => Access is Access.Writes or Access.Scratch
        && ((Kind == OperandKind.Values && Tensor!.ClearsBorder) || (Kind == OperandKind.Need && Need!.ClearsBorder));

    public static Operand Values(string name, Tensor tensor, Access access = Access.Reads) => new(name, OperandKind.Values, access) { Tensor = tensor };

    public static Operand Gradient(string name, Tensor tensor, Access access = Access.Reads) => new(name, OperandKind.Gradient, access) { Tensor = tensor };

    public static Operand Of(string name, Need need, Access access = Access.Reads) => new(name, OperandKind.Need, access) { Need = need };

    public static Operand OfLanes(string name, Need need) => new(name, OperandKind.NeedOfLanes) { Need = need };

    public static Operand Parameter(string name, int index) => new(name, OperandKind.Parameter) { FirstParameter = index, ParameterCount = 1 };

    /// <summary>A parameter that is state, to be changed.</summary>
    public static Operand State(string name, int index) => new(name, OperandKind.Parameter, Access.Adds) { FirstParameter = index, ParameterCount = 1 };

    public static Operand ParameterGradient(string name, int first, int count = 1) =>
        new(name, OperandKind.ParameterGradient, Access.Writes) { FirstParameter = first, ParameterCount = count };

    /// <summary>The gradient by a parameter, of which each job writes a piece: into memory of the worker, or to where the whole is held.</summary>
    public static Operand ParameterGradientPiece(string name, int index, Need piece) =>
        new(name, OperandKind.ParameterGradient, Access.Scratch) { FirstParameter = index, ParameterCount = 1, Need = piece };

    /// <summary>A number that the driver knows.</summary>
    public static Operand Number(string name, OperandKind kind) => new(name, kind);
}
