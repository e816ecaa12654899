using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Properties;

/// <summary>
/// Draws networks of the blocks that published small CNNs are made of, one behind the other: plain, residual, inverted, separable, dense and gated ones, branches of several kernels, and the two
/// halves of a U-Net; with as many channels and pixels as the planner's special forms and the fusions of several steps begin to pay at.
/// </summary>
internal sealed class RandomBlocks
{
    /// <summary>Plain loops are slow, and among too many values of one layer some lie at the corner of a rectifier.</summary>
    private const int MostValues = 9_000;

    private static readonly int[] Widths = [8, 8, 12, 16, 16, 17, 24, 32, 40, 48, 64];

    private static readonly Activation[] Smooth = [Activation.Tanh, Activation.SiLU, Activation.Sigmoid, Activation.GELU, Activation.Mish];

    private static readonly Activation[] Bent = [Activation.ReLU, Activation.ReLU, Activation.ReLU6, Activation.LeakyReLU, Activation.HardSiLU];

    private readonly PCG _random;
    private readonly Gen<BatchNormalizationSpec> _normalizations;
    private readonly Activation[] _functions;
    private readonly bool _normalizes;
    private readonly DrawnLayers _drawn;

    private RandomBlocks(PCG random, Gen<BatchNormalizationSpec> normalizations)
    {
        _random = random;
        _normalizations = normalizations;
        _normalizes = Below(3) > 0;
        bool isBent = Below(2) == 0;
        _functions = isBent ? Bent : Smooth;
        int most = isBent ? 12 : 20;
        _drawn = new DrawnLayers(SampleShape.Image(4 + Below(most), 4 + Below(most), OneOf([1, 3, 3, 8, 16, 17, 32])));
    }

    private int Last => _drawn.Last;

    private SampleShape Shape => _drawn.ShapeOf(Last);

    /// <summary>A network of one to three blocks, and mostly what makes a vector of their image.</summary>
    public static NetworkSpec Draw(PCG random, Gen<BatchNormalizationSpec> normalizations)
    {
        var network = new RandomBlocks(random, normalizations);
        for (int blocks = 1 + network.Below(3); blocks > 0; blocks--)
        {
            network.AddBlock();
        }

        network.AddEnding();
        return network._drawn.ToNetwork(inputGradient: network.Below(3) == 0);
    }

    private void AddBlock()
    {
        switch (Below(9))
        {
            case 0:
                AddResidual();
                break;
            case 1:
                AddInverted();
                break;
            case 2:
                Add(new SeparableConv2DSpec(Filters(), Pair.Square(3)) { Padding = Padding.Same, UseBias = !_normalizes });
                Normalize();
                Activate();
                break;
            case 3:
                AddGate();
                break;
            case 4:
                AddDense();
                break;
            case 5:
                AddBranches();
                break;
            case 6 when Shape is { Height: > 1, Width: > 1 }:
                AddDownAndUp();
                break;
            default:
                AddPlain();
                break;
        }
    }

    /// <summary>Convolution, normalization, function, pooling: with windows of every size, which fusions must cut where they end.</summary>
    private void AddPlain()
    {
        Convolve(Filters(), OneOf([1, 3, 3, 3, 5]), stride: Below(4) == 0 ? 2 : 1);
        Normalize();
        Activate();
        if (Below(2) == 0)
        {
            Pool();
        }
    }

    private void AddResidual()
    {
        int from = Last;
        SampleShape input = Shape;
        bool projects = Below(2) == 0 || from < 0;
        int stride = projects ? 1 + Below(2) : 1;
        int filters = projects ? Filters() : input.Channels;
        Convolve(filters, 3, stride);
        Normalize();
        Activate();
        Convolve(filters, 3);
        Normalize();
        int way = Last;
        if (projects)
        {
            Add(new Conv2DSpec(filters, Pair.Square(1)) { Strides = Pair.Square(stride), Padding = Padding.Same, UseBias = !_normalizes }, from);
            Normalize();
            from = Last;
        }

        Add(new ValueMergingSpec(MergingKind.Add), Below(2) == 0 ? [way, from] : [from, way]);
        Activate();
    }

    private void AddInverted()
    {
        int from = Last;
        int channels = Shape.Channels;
        int stride = 1 + Below(2);
        int filters = stride == 1 && Below(3) > 0 ? channels : Filters();
        Convolve(Math.Min(6 * channels, 96), 1);
        Normalize();
        Activate();
        Add(new DepthwiseConv2DSpec(Pair.Square(OneOf([3, 3, 5]))) { Strides = Pair.Square(stride), Padding = Padding.Same, UseBias = !_normalizes });
        Normalize();
        Activate();
        Convolve(filters, 1);
        Normalize();
        if (stride == 1 && filters == channels)
        {
            Add(new ValueMergingSpec(MergingKind.Add), Last, from);
        }
    }

    /// <summary>A factor for each channel, of all its pixels.</summary>
    private void AddGate()
    {
        Convolve(Filters(), 3);
        Activate();
        int gated = Last;
        int channels = Shape.Channels;
        Add(new GlobalPoolingSpec(PoolingKind.Average) { KeepDims = true });
        Add(new Conv2DSpec(Math.Max(channels / 4, 2), Pair.Square(1)));
        Activate();
        Add(new Conv2DSpec(channels, Pair.Square(1)) { Activation = Activation.Sigmoid });
        Add(new ValueMergingSpec(MergingKind.Multiply), gated, Last);
    }

    /// <summary>Each layer reads all before it.</summary>
    private void AddDense()
    {
        for (int layers = 1 + Below(2); layers > 0; layers--)
        {
            int from = Last;
            Normalize();
            Activate();
            Convolve(OneOf([4, 8, 12, 16]), 3);
            Add(new ConcatenateSpec(), from, Last);
        }
    }

    private void AddBranches()
    {
        int from = Last;
        List<int> ends = [];
        foreach (int kernel in (int[])[1, 3, 5])
        {
            Add(new Conv2DSpec(OneOf([8, 8, 16, 5]), Pair.Square(kernel)) { Padding = Padding.Same }, from);
            Activate();
            ends.Add(Last);
        }

        if (Below(2) == 0)
        {
            Add(new PoolingSpec(PoolingKind.Max, Pair.Square(3)) { Strides = Pair.Square(1), Padding = Padding.Same }, from);
            ends.Add(Last);
        }

        Add(new ConcatenateSpec(), [.. ends]);
    }

    private void AddDownAndUp()
    {
        Convolve(Filters(), 3);
        Normalize();
        Activate();
        int skipped = Last;
        SampleShape whole = Shape;
        Add(new PoolingSpec(PoolingKind.Max, Pair.Square(2)));
        Convolve(Filters(), 3);
        Activate();
        if (Below(2) == 0)
        {
            Add(new Conv2DTransposeSpec(OneOf(Widths), Pair.Square(OneOf([2, 3]))) { Strides = Pair.Square(2), Padding = Padding.Same });
            Activate();
        }
        else
        {
            Add(new UpSamplingSpec(Pair.Square(2)) { Interpolation = Below(2) == 0 ? Interpolation.Nearest : Interpolation.Bilinear });
        }

        if (Shape.Height != whole.Height || Shape.Width != whole.Width)
        {
            Add(new ZeroPaddingSpec(new Sides(0, whole.Height - Shape.Height, 0, whole.Width - Shape.Width)));
        }

        Add(new ConcatenateSpec(), Below(2) == 0 ? [skipped, Last] : [Last, skipped]);
        Convolve(Filters(), 3);
        Activate();
    }

    private void AddEnding()
    {
        int kind = Below(4);
        if (kind == 0)
        {
            return;
        }

        Add(kind == 1 ? new FlattenSpec() : new GlobalPoolingSpec(kind == 2 ? PoolingKind.Average : PoolingKind.Max));
        Add(new DenseSpec(OneOf([3, 10, 16])));
    }

    /// <summary>Windows that overlap, that lie apart, and that no number of rows or columns is a multiple of.</summary>
    private void Pool()
    {
        var size = new Pair(OneOf([1, 2, 2, 3, 3, 4]), OneOf([2, 2, 3, 4]));
        Pair strides = Below(3) == 0 ? new Pair(OneOf([1, 2]), OneOf([1, 2, 3])) : size;
        var pooling = new PoolingSpec(Below(3) == 0 ? PoolingKind.Average : PoolingKind.Max, size) { Strides = strides, Padding = Below(2) == 0 ? Padding.Same : Padding.Valid };
        if (Shape.Height >= size.Height && Shape.Width >= size.Width && pooling.EveryWindowHasPixels(Shape))
        {
            Add(pooling);
        }
    }

    private void Convolve(int filters, int kernel, int stride = 1) =>
        Add(new Conv2DSpec(filters, Pair.Square(kernel)) { Strides = Pair.Square(stride), Padding = Padding.Same, UseBias = !_normalizes });

    private void Normalize()
    {
        if (_normalizes)
        {
            Add(_normalizations.Generate(_random, null, out _));
        }
    }

    private void Activate()
    {
        if (Below(6) > 0)
        {
            Add(new ActivationSpec(OneOf(_functions)));
        }
    }

    /// <summary>As many as an image of so many pixels may have.</summary>
    private int Filters()
    {
        int[] affordable = [.. Widths.Where(width => (long)Shape.Height * Shape.Width * width <= MostValues)];
        return OneOf(affordable.Length > 0 ? affordable : [8]);
    }

    private void Add(LayerSpec layer, params int[] inputs) => _drawn.Take(layer, inputs.Length > 0 ? inputs : [Last]);

    private int Below(int count) => (int)_random.Next((uint)count);

    private T OneOf<T>(T[] values) => values[Below(values.Length)];
}
