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

    /// <summary>Where the values lie.</summary>
    public Place Place
    {
        get => _storage.Place;
        set => _storage.Place = value;
    }

    /// <summary>Where the gradient by this tensor lies. It has no border.</summary>
    public Place GradientPlace
    {
        get => _storage.GradientPlace;
        set => _storage.GradientPlace = value;
    }

    /// <summary>Lies as another does, so that a plan that passes the step between the two by can let one stand for the other.</summary>
    public void TakeLayoutOf(Tensor other)
    {
        Border = Border.Union(other.Border);
        IsRow |= other.IsRow;
    }

    /// <summary>Floats from one row of pixels to the next.</summary>
    public int RowStride => (Border.Left + Width + Border.Right) * Channels;

    /// <summary>The first pixel inside the border.</summary>
    public int Origin => (Border.Top * RowStride) + (Border.Left * Channels);

    /// <summary>Floats with border, rounded up to whole cache lines: the distance between samples.</summary>
    public int Pitch => Split.RoundUp((Border.Top + Height + Border.Bottom) * RowStride, Arena.Line);

    /// <summary>Floats without border, rounded up to whole cache lines.</summary>
    public int BarePitch => Split.RoundUp(Size, Arena.Line);

    /// <summary>The same values seen as a vector: an image's lie in the order of the vector already, so long as it has no border.</summary>
    public Tensor AsVector() => new(Shape.Vector(Size), _storage);

    /// <summary>Whether two tensors are the same values, perhaps in two shapes.</summary>
    public bool Is(Tensor other) => _storage == other._storage;

    /// <summary>The same object for all views of the same values.</summary>
    public object Identity => _storage;

    private sealed class Storage
    {
        public Border Border { get; set; }

        public bool IsRow { get; set; }

        public bool NeedsGradient { get; set; }

        public Place Place { get; set; }

        public Place GradientPlace { get; set; }
    }
}
