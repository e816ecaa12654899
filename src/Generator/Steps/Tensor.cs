using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps;

/// <summary>
/// The values of one sample between two steps, an image with its border or a vector, and the gradient by them. Several tensors may be views of the
/// same values, or have the same gradient.
/// </summary>
internal sealed class Tensor
{
    private readonly Layout _layout;
    private readonly Border _inside;
    private readonly Storage _values;
    private readonly GradientStorage _gradient;

    // Of a turned view the layout's border is that of what it is a view of.
    private readonly bool _isTurned;

    public Tensor(Shape shape, bool isRow)
        : this(shape, new Layout { IsRow = isRow }, inside: default, new Storage(), new GradientStorage())
    {
    }

    /// <param name="shape">The shape of a sample.</param>
    /// <param name="layout">How values lie.</param>
    /// <param name="inside">What of the stored border belongs to the shape: zeros that count as pixels.</param>
    /// <param name="values">Where they lie.</param>
    /// <param name="gradient">Where the gradient lies.</param>
    /// <param name="isTurned">Whether rows and columns are exchanged.</param>
    private Tensor(Shape shape, Layout layout, Border inside, Storage values, GradientStorage gradient, bool isTurned = false)
    {
        _isTurned = isTurned;
        Shape = shape;
        _layout = layout;
        _inside = inside;
        _values = values;
        _gradient = gradient;
    }

    private GradientStorage Gradient => _gradient.Root;

    public Shape Shape { get; }

    public int Height => Shape.Height;

    public int Width => Shape.Width;

    public int Channels => Shape.Channels;

    public int Size => (int)Shape.Size;

    /// <summary>Zeros stored around it, as its readers want them: a convolution reads its padding like any pixel.</summary>
    public Border Border
    {
        get => Own(_layout.Border.Minus(_inside));
        set => _layout.Border = Own(value).Plus(_inside);
    }

    /// <summary>Whether zeros that are stored around other values count as its pixels: it is no row of values one behind the other.</summary>
    public bool HasStoredPadding => !_inside.IsNone;

    /// <summary>Samples lie as rows of a matrix: the tensor feeds a part of the network that works on vectors.</summary>
    public bool IsRow
    {
        get => _layout.IsRow;
        set => _layout.IsRow = value;
    }

    /// <summary>Several layers read the values, or others that lie alike: no reader may change how they lie for itself alone.</summary>
    public bool HasSeveralReaders
    {
        get => _layout.HasSeveralReaders;
        set => _layout.HasSeveralReaders = value;
    }

    /// <summary>Whether backward must compute the gradient by this tensor.</summary>
    public bool NeedsGradient
    {
        get => Gradient.IsNeeded;
        set => Gradient.IsNeeded = value;
    }

    /// <summary>All samples of a group have a place: the values outlive the walk of one sample through a stretch of steps.</summary>
    public bool OutlivesStretch
    {
        get => _values.OutlivesStretch;
        set => _values.OutlivesStretch = value;
    }

    /// <summary>Where the values lie.</summary>
    public Place Place
    {
        get => _values.Place;
        set => _values.Place = value;
    }

    /// <summary>Where the gradient by this tensor lies. It has no border.</summary>
    public Place GradientPlace
    {
        get => Gradient.Place;
        set => Gradient.Place = value;
    }

    /// <summary>The border as floats in memory.</summary>
    public Frame Frame => Frame.Of(Border, Height, RowStride, Channels);

    /// <summary>The border's memory holds other things in between, so it is cleared whenever the values are written anew.</summary>
    public bool ClearsBorder
    {
        get => _values.ClearsBorder;
        set => _values.ClearsBorder = value;
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
    public Tensor AsVector() => new(Shape.Vector(Size), _layout, _inside, _values, Gradient);

    /// <summary>
    /// An image of one column as one of one row: the same values, which lie in memory as they did, so long as zeros are stored at the column's ends alone. Nothing
    /// else is made of the view.
    /// </summary>
    public Tensor Turned() => new(Shape.Image(Width, Height, Channels), _layout, _inside, _values, Gradient, isTurned: true);

    /// <summary>The same values with zeros around them, which are stored. The gradient by it is larger, and another.</summary>
    public Tensor Padded(Border padding)
    {
        Shape shape = Shape.Image(padding.Top + Height + padding.Bottom, padding.Left + Width + padding.Right, Channels);
        Border = Border.Union(padding);
        return new(shape, _layout, _inside.Plus(padding), _values, new GradientStorage());
    }

    /// <summary>Other values that lie as these do, so that a plan that passes the step between the two by can let one stand for the other.</summary>
    public Tensor Alike() => new(Shape, _layout, _inside, new Storage(), new GradientStorage());

    /// <summary>The same values for one of several readers, which writes a gradient of its own.</summary>
    public Tensor ForReader() => new(Shape, _layout, _inside, _values, new GradientStorage { IsNeeded = NeedsGradient });

    /// <summary>The gradient by this tensor is that by another of as many values.</summary>
    public void ShareGradient(Tensor other) => Gradient.MergeInto(other.Gradient);

    /// <summary>A copy of the values that lies in its own way. The gradient by it is the gradient by the original.</summary>
    public Tensor Copy(Shape shape, bool isRow) =>
        new(shape, new Layout { IsRow = isRow }, inside: default, new Storage(), NeedsGradient ? Gradient : new GradientStorage());

    /// <summary>
    /// What the way back reads in place of the values, where these are not kept but made once more; null where they are kept. Others that lie as these do.
    /// </summary>
    public Tensor? Remade { get; set; }

    /// <summary>The values as the way back finds them.</summary>
    public Tensor OnWayBack => Remade ?? this;

    /// <summary>Whether two tensors are the same values, perhaps in two shapes.</summary>
    public bool Is(Tensor other) => _values == other._values;

    /// <summary>The same object for all views of the same values.</summary>
    public object Identity => _values;

    /// <summary>The same object for all tensors that have the same gradient.</summary>
    public object GradientIdentity => Gradient;

    private Border Own(Border border) => _isTurned ? border.Turned() : border;

    /// <summary>How values lie.</summary>
    private sealed class Layout
    {
        public Border Border { get; set; }

        public bool IsRow { get; set; }

        public bool HasSeveralReaders { get; set; }
    }

    private sealed class Storage
    {
        public Place Place { get; set; }

        public bool OutlivesStretch { get; set; }

        public bool ClearsBorder { get; set; }
    }

    private sealed class GradientStorage
    {
        private GradientStorage? _merged;

        public Place Place { get; set; }

        public bool IsNeeded { get; set; }

        /// <summary>The storage that this one has become a part of; itself where it has not.</summary>
        public GradientStorage Root => _merged?.Root ?? this;

        public void MergeInto(GradientStorage other)
        {
            if (other != this)
            {
                _merged = other;
                other.IsNeeded |= IsNeeded;
            }
        }
    }
}
