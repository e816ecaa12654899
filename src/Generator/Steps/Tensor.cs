using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps;

/// <summary>
/// The values of one sample between two steps, an image with its border or a vector, and the gradient by them. Several tensors may be views of the
/// same values, or have the same gradient; and one may lie within another, as some of its channels.
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

    /// <summary>Zeros stored around it, as its readers want them: a convolution reads its padding like any pixel. What lies within another tensor has that one's.</summary>
    public Border Border
    {
        get => Within is { } part ? part.Whole.Border : Own(_layout.Border.Minus(_inside));
        set
        {
            if (Within is { } part)
            {
                part.Whole.Border = value;
            }
            else
            {
                _layout.Border = Own(value).Plus(_inside);
            }
        }
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
        get => _values.Root.OutlivesStretch;
        set => _values.Root.OutlivesStretch = value;
    }

    /// <summary>The tensor that it lies within, as some of the channels; null where it has a place of its own.</summary>
    public Part? Within => _values.Part;

    /// <summary>The tensor whose place it has: the whole of all wholes, or itself.</summary>
    public Tensor Outermost => Within?.Whole.Outermost ?? this;

    /// <summary>The first of its channels among those of the tensor whose place it has. Kernels are given a reference to it.</summary>
    public int FirstChannel => Within is { } part ? part.First + part.Whole.FirstChannel : 0;

    /// <summary>The first of its gradient's channels among those of the gradient that it lies within; null where it is that gradient.</summary>
    public int? FirstGradientChannel => _gradient.Within?.First;

    /// <summary>Where the values lie: the place of the whole where they lie within another tensor, in whose pixels they begin at the <see cref="FirstChannel"/>.</summary>
    public Place Place
    {
        get => _values.Root.Place;
        set => _values.Root.Place = value;
    }

    /// <summary>Where the gradient by this tensor lies, in which it begins at the <see cref="FirstGradientChannel"/>. It has no border.</summary>
    public Place GradientPlace
    {
        get => Gradient.Place;
        set => Gradient.Place = value;
    }

    /// <summary>The border as floats in memory.</summary>
    public Frame Frame => Frame.Of(Border, Height, RowStride, PixelStride);

    /// <summary>The border's memory holds other things in between, so it is cleared whenever the values are written anew.</summary>
    public bool ClearsBorder
    {
        get => _values.Root.ClearsBorder;
        set => _values.Root.ClearsBorder = value;
    }

    /// <summary>Floats from one pixel to the next: the channels, or those of the tensor that it lies within.</summary>
    public int PixelStride => Within?.Whole.PixelStride ?? Channels;

    /// <summary>Floats from one row of pixels to the next.</summary>
    public int RowStride => (Border.Left + Width + Border.Right) * PixelStride;

    /// <summary>The first pixel inside the border.</summary>
    public int Origin => (Border.Top * RowStride) + (Border.Left * PixelStride);

    /// <summary>A pixel, counted from the first one inside the border.</summary>
    public int OffsetOf(int row, int column) => Origin + (row * RowStride) + (column * PixelStride);

    /// <summary>Floats from one pixel of the gradient to the next: the channels, or those of the gradient that it lies within.</summary>
    public int GradientPixelStride => _gradient.Within?.Channels ?? Channels;

    /// <summary>Floats from one row of the gradient to the next.</summary>
    public int GradientRowStride => Width * GradientPixelStride;

    /// <summary>Rows, pixels of a row, and channels.</summary>
    public (int Height, int Width, int Channels) Extent => (Height, Width, Channels);

    /// <summary>Floats from one row of the values to the next, and from one pixel to the next.</summary>
    public (int Row, int Pixel) Strides => (RowStride, PixelStride);

    /// <summary>The same of the gradient.</summary>
    public (int Row, int Pixel) GradientStrides => (GradientRowStride, GradientPixelStride);

    /// <summary>Floats with border, rounded up to whole cache lines: the distance between samples.</summary>
    public int Pitch => Split.RoundUp((Border.Top + Height + Border.Bottom) * RowStride, Arena.Line);

    /// <summary>Floats of the gradient, of the whole where it lies within another, rounded up to whole cache lines.</summary>
    public int GradientPitch => Split.RoundUp(Height * GradientRowStride, Arena.Line);

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

    /// <summary>The values lie within another tensor, as some channels of its pixels, and have the border of these.</summary>
    /// <param name="whole">The other tensor.</param>
    /// <param name="first">The first of the channels.</param>
    public void LieWithin(Tensor whole, int first)
    {
        whole.Border = whole.Border.Union(Border);
        _values.Part = new Part(whole, first);
    }

    /// <summary>The gradient by this tensor is some channels of that by another.</summary>
    /// <param name="whole">The other tensor.</param>
    /// <param name="first">The first of the channels.</param>
    public void TakeGradientOf(Tensor whole, int first) => Gradient.MergeInto(whole._gradient, new GradientPart(first, whole.Channels));

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

    /// <summary>The same object for all that lies in one place: the identity of the whole where the values lie within another tensor.</summary>
    public object PlaceIdentity => _values.Root;

    /// <summary>The same object for all tensors that have the same gradient.</summary>
    public object GradientIdentity => Gradient;

    private Border Own(Border border) => _isTurned ? border.Turned() : border;

    /// <summary>Some channels of a tensor.</summary>
    /// <param name="Whole">The tensor.</param>
    /// <param name="First">The first of the channels.</param>
    internal sealed record Part(Tensor Whole, int First);

    /// <summary>Some channels of a gradient.</summary>
    /// <param name="First">The first of them.</param>
    /// <param name="Channels">The channels of all of it.</param>
    private sealed record GradientPart(int First, int Channels);

    /// <summary>How values lie.</summary>
    private sealed class Layout
    {
        public Border Border { get; set; }

        public bool IsRow { get; set; }

        public bool HasSeveralReaders { get; set; }
    }

    private sealed class Storage
    {
        /// <summary>What of another tensor the values are; null where they lie for themselves.</summary>
        public Part? Part { get; set; }

        /// <summary>The storage that this one is a part of; itself where it is none.</summary>
        public Storage Root => Part?.Whole._values.Root ?? this;

        public Place Place { get; set; }

        public bool OutlivesStretch { get; set; }

        public bool ClearsBorder { get; set; }
    }

    private sealed class GradientStorage
    {
        private GradientStorage? _merged;
        private GradientPart? _part;

        /// <summary>What of the root's gradient it is; null where it is all of it.</summary>
        public GradientPart? Within => _merged is null ? null : (_part, _merged.Within) switch
        {
            ({ } mine, { } whole) => whole with { First = mine.First + whole.First },
            var (mine, whole) => mine ?? whole,
        };

        public Place Place { get; set; }

        public bool IsNeeded { get; set; }

        /// <summary>The storage that this one has become a part of; itself where it has not.</summary>
        public GradientStorage Root => _merged?.Root ?? this;

        public void MergeInto(GradientStorage other, GradientPart? part = null)
        {
            if (other.Root != this)
            {
                _merged = other;
                _part = part;
                other.Root.IsNeeded |= IsNeeded;
            }
        }
    }
}
