using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps;

/// <summary>A zero border stored around an image, so that a convolution reads its padding like any pixel.</summary>
internal readonly record struct Border(int Top, int Bottom, int Left, int Right)
{
    public bool IsNone => this == default;

    public Border Union(Border other) => new(
        System.Math.Max(Top, other.Top), System.Math.Max(Bottom, other.Bottom), System.Math.Max(Left, other.Left), System.Math.Max(Right, other.Right));
}

/// <summary>Where a tensor lives in a pass: a block of memory, an offset in it and the distance between samples.</summary>
/// <param name="Region">The block.</param>
/// <param name="Offset">The first float.</param>
/// <param name="Stride">Floats from one sample to the next; 0 where there is room for one sample only.</param>
internal readonly record struct Place(Region Region, int Offset, int Stride);

/// <summary>The blocks of memory that emitted code works in.</summary>
internal enum Region
{
    /// <summary>Not placed: the tensor is not needed in this pass.</summary>
    None,

    /// <summary>Inference: one call's buffers.</summary>
    Workspace,

    /// <summary>The sample as the caller gave it.</summary>
    Input,

    /// <summary>Training: one worker's buffers; samples are counted within the group that it carries.</summary>
    Worker,

    /// <summary>Training: buffers of the whole batch; samples are counted within the batch.</summary>
    Batch,
}

/// <summary>The values of one sample between two steps: an image with its border, or a vector.</summary>
internal sealed class Tensor
{
    private readonly Storage _storage;

    public Tensor(Shape shape, bool isRow)
        : this(shape, new Storage { IsRow = isRow })
    {
    }

    private Tensor(Shape shape, Storage storage)
    {
        Shape = shape;
        _storage = storage;
    }

    public Shape Shape { get; }

    public int Height => Shape.Height;

    public int Width => Shape.Width;

    public int Channels => Shape.Channels;

    public int Size => (int)Shape.Size;

    /// <summary>What its consumers want around it.</summary>
    public Border Border
    {
        get => _storage.Border;
        set => _storage.Border = value;
    }

    /// <summary>Samples lie as rows of a matrix: the tensor feeds the part of the network that works on vectors.</summary>
    public bool IsRow
    {
        get => _storage.IsRow;
        set => _storage.IsRow = value;
    }

    /// <summary>Whether backward must compute the gradient by this tensor.</summary>
    public bool NeedsGradient
    {
        get => _storage.NeedsGradient;
        set => _storage.NeedsGradient = value;
    }

    public Place Inference
    {
        get => _storage.Inference;
        set => _storage.Inference = value;
    }

    public Place Training
    {
        get => _storage.Training;
        set => _storage.Training = value;
    }

    /// <summary>Of its gradient, which has no border.</summary>
    public Place Gradient
    {
        get => _storage.Gradient;
        set => _storage.Gradient = value;
    }

    /// <summary>Floats from one row of pixels to the next.</summary>
    public int RowStride => (Border.Left + Width + Border.Right) * Channels;

    /// <summary>The first pixel inside the border.</summary>
    public int Origin => (Border.Top * RowStride) + (Border.Left * Channels);

    /// <summary>Floats with border, rounded up to whole cache lines: the distance between samples.</summary>
    public int Pitch => Split.RoundUp((Border.Top + Height + Border.Bottom) * RowStride, Arena.Line);

    /// <summary>Floats without border, rounded up to whole cache lines.</summary>
    public int BarePitch => Split.RoundUp(Size, Arena.Line);

    /// <summary>
    /// The same values as a vector: an image's lie in the order of the vector already, so long as it has no border.
    /// </summary>
    public Tensor AsVector()
    {
        IsRow = true;
        return new Tensor(Shape.Vector(Size), _storage);
    }

    /// <summary>Whether two tensors are the same values, perhaps in two shapes.</summary>
    public bool Is(Tensor other) => _storage == other._storage;

    private sealed class Storage
    {
        public Border Border { get; set; }

        public bool IsRow { get; set; }

        public bool NeedsGradient { get; set; }

        public Place Inference { get; set; }

        public Place Training { get; set; }

        public Place Gradient { get; set; }
    }
}
