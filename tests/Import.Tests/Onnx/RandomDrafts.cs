using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Declaration;
using NetGen.Import.Tests.Support;

namespace NetGen.Import.Tests.Onnx;

/// <summary>Draws small networks of all kinds of layers, with weights: chains with branches that come together again.</summary>
internal sealed class RandomDrafts
{
    private static readonly string[] Functions =
        ["ReLU", "LeakyReLU", "ELU", "SELU", "GELU", "SiLU", "Sigmoid", "Tanh", "Softplus", "Softmax", "ReLU6", "HardSigmoid", "HardSiLU", "Mish", "Softsign", "LogSoftmax", "CELU"];

    private const int CompiledTogether = 40;

    private readonly Random _random;
    private readonly NetworkDraft _draft;
    private readonly List<(DraftLayer? Layer, int[] Shape)> _made;

    private RandomDrafts(int seed)
    {
        _random = new Random(seed);
        int[] input = [_random.Next(6, 13), _random.Next(6, 13), _random.Next(1, 5)];
        _draft = new NetworkDraft("drawn", input);
        _made = [(null, input)];
    }

    private (DraftLayer? Layer, int[] Shape) Last => _made[^1];

    private int[] Shape => Last.Shape;

    private int Channels => Shape[^1];

    /// <summary>The first of them with their classes, which are compiled some at a time.</summary>
    public static IEnumerable<(int Seed, ImportedNetwork Drawn, INetwork Network)> Compiled(int count)
    {
        foreach (int[] seeds in Enumerable.Range(1, count).Chunk(CompiledTogether))
        {
            (int Seed, ImportedNetwork Drawn)[] drawn = [.. seeds.Select(seed => (seed, Draw(seed))).Where(one => one.Item2.Layers.Count > 0)];
            foreach ((INetwork network, (int seed, ImportedNetwork layers)) in ImportedClass.CreateAll([.. drawn.Select(one => one.Drawn)]).Zip(drawn))
            {
                yield return (seed, layers, network);
            }
        }
    }

    public static ImportedNetwork Draw(int seed)
    {
        var drawn = new RandomDrafts(seed);
        drawn.Fill();
        return drawn._draft.Declare();
    }

    private void Fill()
    {
        if (Chance(3))
        {
            Add(DraftLayers.Rescaling("", 0.25, Chance(2) ? 0 : -0.5), Shape);
        }

        if (Chance(4))
        {
            Add(new DraftLayer("Normalization", "").Weighing("mean", [Channels], Values(Channels, 1)).Weighing("variance", [Channels], Positive(Channels)), Shape);
        }

        int layers = _random.Next(3, 8);
        for (int i = 0; i < layers; i++)
        {
            ImageLayer();
        }

        if (Chance(6))
        {
            return;
        }

        ToVector();
        for (int i = _random.Next(1, 4); i > 0; i--)
        {
            VectorLayer();
        }
    }

    private bool Chance(int of) => _random.Next(of) == 0;

    private void Add(DraftLayer layer, int[] shape, params (DraftLayer? Layer, int[] Shape)[] inputs)
    {
        layer.Reading(inputs.Length == 0 ? [Last.Layer] : [.. inputs.Select(input => input.Layer)]);
        if (Chance(3))
        {
            layer.WantedName = $"{layer.Kind.ToLowerInvariant()}.{_draft.Layers.Count}";
        }

        _draft.Layers.Add(layer);
        _made.Add((layer, shape));
    }

    private float[] Values(int count, double scale) => [.. Enumerable.Range(0, count).Select(_ => (float)(((2 * _random.NextDouble()) - 1) * scale))];

    private float[] Positive(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(0.5 + _random.NextDouble()))];

    private string? Function(int values) => Chance(2) ? null : Functions[_random.Next(Functions.Length)] is var name && name.EndsWith("oftmax", StringComparison.Ordinal) && values < 2 ? null : name;

    private void Weigh(DraftLayer layer, string role, int[] shape, int fan) =>
        layer.Weighing(role, shape, Values(shape.Aggregate(1, (a, b) => a * b), Math.Sqrt(3.0 / fan)));

    private void Bias(DraftLayer layer, bool useBias, int count)
    {
        if (useBias)
        {
            layer.Weighing("bias", [count], Values(count, 0.5));
        }
    }

    private Window Window(bool pads, int largest, bool dilates = true)
    {
        var size = new Extent(Math.Min(_random.Next(1, 4), largest), Math.Min(_random.Next(1, 4), largest));
        bool isDilated = dilates && Chance(5) && size.Height > 1 && size.Width > 1 && size.Height * 2 < largest && size.Width * 2 < largest;
        var strides = isDilated || Chance(2) ? Extent.One : new Extent(_random.Next(1, Math.Max(size.Height, 1) + 1), _random.Next(1, Math.Max(size.Width, 1) + 1));
        var window = new Window(size) { Strides = strides, Dilation = isDilated ? new Extent(2, 2) : Extent.One };
        return _random.Next(3) switch
        {
            0 when size.Height % 2 == 1 && size.Width % 2 == 1 => window with { IsSame = true },
            1 when pads => window with { Pad = new Sides(_random.Next(size.Height), _random.Next(size.Height), _random.Next(size.Width), _random.Next(size.Width)) },
            _ => window,
        };
    }

    private int[] Slid(Window window, int channels)
    {
        return
        [
            Size(Shape[0], window.Size.Height, window.Strides.Height, window.Dilation.Height, window.Pad.Top + window.Pad.Bottom),
            Size(Shape[1], window.Size.Width, window.Strides.Width, window.Dilation.Width, window.Pad.Left + window.Pad.Right),
            channels,
        ];

        int Size(int size, int kernel, int stride, int dilation, int pad) => window.IsSame ? (size + stride - 1) / stride : ((size + pad - ((kernel - 1) * dilation) - 1) / stride) + 1;
    }

    private void ImageLayer()
    {
        int smallest = Math.Min(Shape[0], Shape[1]);
        switch (_random.Next(smallest < 3 ? 12 : 20))
        {
            case 0:
                Normalized("BatchNormalization");
                break;
            case 1:
                Normalized("LayerNormalization");
                break;
            case 2:
                Normalized("GroupNormalization");
                break;
            case 3 or 4:
                Rectifier();
                break;
            case 5:
                DraftLayer padded = DraftLayers.ZeroPadding2D("", Chance(2) ? new Sides(1, 1, 1, 1) : new Sides(_random.Next(2), 1, 0, _random.Next(3)));
                Add(padded, Padded(padded));
                break;
            case 6 when smallest < 8:
                var factor = new Extent(_random.Next(1, 3), 2);
                Add(DraftLayers.UpSampling2D("", factor, Chance(2)), [Shape[0] * factor.Height, Shape[1] * factor.Width, Channels]);
                break;
            case 7:
                Merge();
                break;
            case 8:
                Add(DraftLayers.Permute("", [2, 1, 3]), [Shape[1], Shape[0], Channels]);
                break;
            case 9:
                Add(DraftLayers.Reshape("", [Shape[1], Channels, Shape[0]]), [Shape[1], Channels, Shape[0]]);
                break;
            case 10 or 11:
                Transposed();
                break;
            case 12:
                Window pool = Window(pads: true, smallest, dilates: false);
                Add(DraftLayers.MaxPooling2D("", pool), Slid(pool, Channels));
                break;
            case 13:
                Window mean = Window(pads: true, smallest, dilates: false);
                Add(DraftLayers.AveragePooling2D("", mean, !mean.IsSame && !mean.Pad.IsNone && Chance(2)), Slid(mean, Channels));
                break;
            case 14:
                Depthwise();
                break;
            case 15:
                Separable();
                break;
            case 16:
                Add(DraftLayers.Cropping2D("", new Sides(1, 0, 0, 1)), [Shape[0] - 1, Shape[1] - 1, Channels]);
                break;
            default:
                Convolution();
                break;
        }
    }

    private int[] Padded(DraftLayer layer)
    {
        int Side(string name) => layer.Arguments.FirstOrDefault(argument => argument.Name == name)?.Value as int? ?? 0;
        int even = Side("padding");
        (int height, int width) = (Side("height"), Side("width"));
        return [Shape[0] + (2 * even) + (2 * height) + Side("Top") + Side("Bottom"), Shape[1] + (2 * even) + (2 * width) + Side("Left") + Side("Right"), Channels];
    }

    private void Convolution()
    {
        int filters = _random.Next(1, 4) * 2;
        int groups = Channels % 2 == 0 && Chance(4) ? 2 : 1;
        Window window = Window(pads: true, Math.Min(Shape[0], Shape[1]));
        bool useBias = !Chance(3);
        DraftLayer layer = DraftLayers.Conv2D("", filters, window, groups, useBias, Function(filters));
        Weigh(layer, "kernel", [window.Size.Height, window.Size.Width, Channels / groups, filters], window.Size.Height * window.Size.Width * Channels / groups);
        Bias(layer, useBias, filters);
        Add(layer, Slid(window, filters));
    }

    private void Depthwise()
    {
        int multiplier = _random.Next(1, 3);
        Window window = Window(pads: true, Math.Min(Shape[0], Shape[1]));
        bool useBias = !Chance(3);
        DraftLayer layer = DraftLayers.DepthwiseConv2D("", window, multiplier, useBias, Function(Channels * multiplier));
        Weigh(layer, "kernel", [window.Size.Height, window.Size.Width, Channels, multiplier], window.Size.Height * window.Size.Width);
        Bias(layer, useBias, Channels * multiplier);
        Add(layer, Slid(window, Channels * multiplier));
    }

    private void Separable()
    {
        (int multiplier, int filters) = (_random.Next(1, 3), _random.Next(2, 6));
        Window window = Window(pads: true, Math.Min(Shape[0], Shape[1]));
        bool useBias = !Chance(3);
        DraftLayer layer = DraftLayers.SeparableConv2D("", filters, window, multiplier, useBias, Function(filters));
        Weigh(layer, "depthwise_kernel", [window.Size.Height, window.Size.Width, Channels, multiplier], window.Size.Height * window.Size.Width);
        Weigh(layer, "pointwise_kernel", [1, 1, Channels * multiplier, filters], Channels * multiplier);
        Bias(layer, useBias, filters);
        Add(layer, Slid(window, filters));
    }

    private void Transposed()
    {
        int filters = _random.Next(1, 5);
        var size = new Extent(_random.Next(1, 4), _random.Next(1, 4));
        var strides = new Extent(_random.Next(1, 3), _random.Next(1, 3));
        bool isSame = Chance(2);
        bool useBias = !Chance(3);
        DraftLayer layer = DraftLayers.Conv2DTranspose("", filters, new Window(size) { Strides = strides, IsSame = isSame }, null, useBias, Function(filters));
        Weigh(layer, "kernel", [size.Height, size.Width, filters, Channels], size.Height * size.Width * Channels);
        Bias(layer, useBias, filters);
        Add(layer, [Size(Shape[0], size.Height, strides.Height), Size(Shape[1], size.Width, strides.Width), filters]);

        int Size(int length, int kernel, int stride) => isSame ? length * stride : ((length - 1) * stride) + Math.Max(kernel, stride);
    }

    private void Normalized(string kind)
    {
        // Of one channel nothing is left, and of two their order; and what is normalized again and again has its rounding errors multiplied each time.
        if (Last.Layer?.Kind.EndsWith("Normalization", StringComparison.Ordinal) == true || (kind == "LayerNormalization" && Channels < 3))
        {
            kind = "BatchNormalization";
        }

        (bool center, bool scale) = (!Chance(4), !Chance(4));
        int[] shape = [Channels];
        DraftLayer layer;
        switch (kind)
        {
            case "BatchNormalization":
                layer = DraftLayers.BatchNormalization("", Chance(2) ? 1e-3 : 1e-5, Chance(2) ? 0.99 : 0.9, center, scale);
                break;
            case "LayerNormalization":
                int[] axes = Shape.Length == 3 && Chance(2) ? (Chance(2) ? [1, 2, 3] : [2, 3]) : [-1];
                shape = axes[0] == -1 ? [Channels] : [.. axes.Select(axis => Shape[axis - 1])];
                layer = DraftLayers.LayerNormalization("", axes, 1e-3, center, scale);
                break;
            default:
                layer = DraftLayers.GroupNormalization("", Shape.Length == 3 && Shape[0] * Shape[1] > 4 && Chance(2) ? -1 : 1, 1e-3, center, scale);
                break;
        }

        int count = shape.Aggregate(1, (a, b) => a * b);
        if (scale)
        {
            layer.Weighing("gamma", shape, Positive(count));
        }

        if (center)
        {
            layer.Weighing("beta", shape, Values(count, 0.5));
        }

        if (kind == "BatchNormalization")
        {
            layer.Weighing("moving_mean", shape, Values(count, 0.5)).Weighing("moving_variance", shape, Positive(count));
        }

        Add(layer, Shape);
    }

    private void Rectifier()
    {
        switch (_random.Next(7))
        {
            case 0 when Chance(2):
                (double? limit, double threshold) = (Chance(2) ? 1.5 : null, Chance(2) ? 0.25 : 0);
                Add(DraftLayers.ReLU("", limit, Chance(2) ? 0.1 : 0, threshold), Shape);
                break;
            case 0:
                Add(DraftLayers.ReLU("", Chance(2) ? 6 : null), Shape);
                break;
            case 1:
                Add(DraftLayers.ReLU("", negativeSlope: 0.1), Shape);
                break;
            case 2:
                Add(DraftLayers.LeakyReLU("", Chance(2) ? 0.3 : 0.2), Shape);
                break;
            case 3:
                Add(DraftLayers.ELU("", Chance(2) ? 1 : 0.5), Shape);
                break;
            case 4:
                int[] shared = Shape.Length == 3 ? (Chance(2) ? [1, 2] : []) : [];
                int[] alpha = [.. Shape.Select((size, axis) => shared.Contains(axis + 1) ? 1 : size)];
                Add(DraftLayers.PReLU("", shared).Weighing("alpha", alpha, Values(alpha.Aggregate(1, (a, b) => a * b), 0.5)), Shape);
                break;
            default:
                if (Function(Channels) is { } function)
                {
                    Add(DraftLayers.Activation("", function), Shape);
                }

                break;
        }
    }

    private void Merge()
    {
        var same = _made.Where(one => one.Shape.SequenceEqual(Shape)).ToList();
        if (Chance(3))
        {
            DraftLayer pool = DraftLayers.GlobalAveragePooling2D("", keepDims: true);
            (DraftLayer? Layer, int[] Shape) image = Last;
            Add(pool, [1, 1, Channels]);
            same = [Last];
            _made.Add(image);
        }

        string[] kinds = ["Add", "Multiply", "Average", "Maximum", "Minimum", "Subtract"];
        int more = Chance(2) ? 1 : _random.Next(2, 4);
        (DraftLayer? Layer, int[] Shape)[] inputs = [Last, .. Enumerable.Range(0, more).Select(_ => same[_random.Next(same.Count)])];
        if (inputs.All(input => input.Shape.SequenceEqual(Shape)) && Chance(3))
        {
            Add(DraftLayers.Concatenate("", -1), [Shape[0], Shape[1], inputs.Length * Channels], inputs);
            return;
        }

        // Two are subtracted, and no value's mean from it: its mean again would be rounding errors alone.
        bool isOfMean = !inputs.All(input => input.Shape.SequenceEqual(Shape));
        string kind = kinds[_random.Next(inputs.Length == 2 && !isOfMean ? kinds.Length : kinds.Length - 1)];
        Add(DraftLayers.Merge(kind, ""), Shape, inputs);
    }

    private void ToVector()
    {
        int kind = _random.Next(4);
        if (kind < 2)
        {
            Add(kind == 0 ? DraftLayers.GlobalAveragePooling2D("") : DraftLayers.GlobalMaxPooling2D(""), [Channels]);
            return;
        }

        if (kind == 2)
        {
            Add(DraftLayers.GlobalAveragePooling2D("", keepDims: true), [1, 1, Channels]);
        }

        Add(DraftLayers.Flatten(""), [Shape.Aggregate(1, (a, b) => a * b)]);
    }

    private void VectorLayer()
    {
        switch (_random.Next(5))
        {
            case 0:
                Rectifier();
                break;
            case 1:
                Normalized("BatchNormalization");
                break;
            default:
                int units = _random.Next(2, 9);
                bool useBias = !Chance(3);
                DraftLayer layer = DraftLayers.Dense("", units, useBias, Function(units));
                Weigh(layer, "kernel", [Channels, units], Channels);
                Bias(layer, useBias, units);
                Add(layer, [units]);
                break;
        }
    }
}
