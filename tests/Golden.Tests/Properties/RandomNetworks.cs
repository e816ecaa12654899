using System;
using System.Collections.Immutable;
using System.Linq;
using CsCheck;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Reference;

namespace NetGen.Golden.Tests.Properties;

/// <summary>
/// Small networks of every kind that the attributes can say: odd sizes, strides, dilations, both paddings, overlapping
/// pooling, channel counts that no vector width divides.
/// </summary>
internal static partial class RandomNetworks
{
    private const int MostValues = 3000;

    /// <summary>Weights of a dense layer that threads share.</summary>
    private const int LeastHeavy = 256 * 1024;

    /// <summary>The generator's first numbers are much alike for seeds that follow each other.</summary>
    private const ulong SpreadOfSeeds = 0x9E3779B97F4A7C15;

    private static readonly Gen<int> Channels = Gen.OneOf(1, 2, 3, 4, 5, 7, 8, 9, 12, 16, 17, 24, 33);

    private static readonly Gen<Padding> Paddings = Gen.OneOf(Padding.Valid, Padding.Same);

    /// <summary>Without the exponential function: one behind the other they leave single precision.</summary>
    private static readonly Gen<Activation> Activations = Gen.Frequency(
        (4, Gen.Const(Activation.Linear)),
        (4, Gen.Const(Activation.ReLU)),
        (10, Gen.OneOf([.. Enum.GetValues<Activation>().Where(function => function != Activation.Exponential)])));

    private static readonly Gen<SampleShape> Images =
        from height in Gen.Int[1, 13]
        from width in Gen.Int[1, 19]
        from channels in Channels
        where height * width * channels <= MostValues
        select SampleShape.Image(height, width, channels);

    /// <summary>Channels that are worth the planner's special forms, and some that just miss them.</summary>
    private static readonly Gen<int> Wide = Gen.OneOf(32, 32, 33, 40, 48, 64);

    /// <summary>A convolution, mostly of 3x3, in most cases with pooling.</summary>
    private static readonly Gen<ImmutableList<LayerSpec>> Block =
        from filters in Wide
        from kernel in Gen.Frequency((4, Gen.Const(3)), (1, Gen.Int[1, 4]))
        from padding in Paddings
        from activation in Activations
        from useBias in Gen.Bool
        from pooling in Gen.Int[0, 3]
        from poolingPadding in Paddings
        from isTrainable in Gen.Frequency((5, Gen.Const(true)), (1, Gen.Const(false)))
        let convolution = new Conv2DSpec(filters, Pair.Square(kernel)) { Padding = padding, Activation = activation, UseBias = useBias, Trainable = isTrainable }
        let kind = pooling == 3 ? PoolingKind.Average : PoolingKind.Max
        select pooling == 0
            ? ImmutableList.Create<LayerSpec>(convolution)
            : [convolution, new PoolingSpec(kind, Pair.Square(2)) { Padding = poolingPadding }];

    private static readonly Gen<SampleShape> SmallImages =
        from height in Gen.Int[1, 7]
        from width in Gen.Int[1, 9]
        from channels in Gen.OneOf(1, 2, 3, 4, 5, 9)
        select SampleShape.Image(height, width, channels);

    private static readonly LayerChoice GraphChoice = new(Activations, Exact: false);

    private static Gen<NetworkSpec> Any { get; } = Networks(new LayerChoice(Activations, Exact: false));

    private static Gen<NetworkSpec> Normalized { get; } = Networks(new LayerChoice(Activations, Exact: false) { Normalizes = true });

    private static Gen<NetworkSpec> Exact { get; } = Networks(
        new LayerChoice(Gen.OneOf(Activation.Linear, Activation.ReLU), Exact: true));

    private static Gen<NetworkSpec> Large { get; } =
        from height in Gen.Int[5, 20]
        from width in Gen.Int[5, 23]
        from channels in Wide
        from first in Block
        from second in Gen.Frequency((2, Gen.Const(ImmutableList<LayerSpec>.Empty)), (1, Block))
        from inputGradient in Gen.Bool
        let input = SampleShape.Image(height, width, channels)
        where Shape(input, first) is { Height: >= 3, Width: >= 3 }
        select new NetworkSpec("Large", input, [.. first, .. second]) { InputGradient = inputGradient };

    /// <summary>No function: among so many values some would lie at its corner, and sums of so many products are far larger than what others tell apart.</summary>
    private static Gen<NetworkSpec> Heavy { get; } =
        from height in Gen.Int[13, 15]
        from width in Gen.Int[13, 16]
        from channels in Gen.OneOf(344, 352, 368)
        from filters in Gen.OneOf(352, 368)
        from padding in Gen.Frequency((3, Gen.Const(Padding.Same)), (1, Gen.Const(Padding.Valid)))
        from useBias in Gen.Bool
        from isPooled in Gen.Bool
        let convolution = new Conv2DSpec(filters, Pair.Square(3)) { Padding = padding, UseBias = useBias }
        let pooling = new PoolingSpec(PoolingKind.Average, Pair.Square(2)) { Padding = Padding.Valid }
        select new NetworkSpec("Heavy", SampleShape.Image(height, width, channels), isPooled ? [convolution, pooling] : [convolution]) { InputGradient = true };

    private static Gen<NetworkSpec> Panels { get; } =
        from height in Gen.Int[7, 11]
        from width in Gen.Int[8, 12]
        from channels in Gen.OneOf(128, 144)
        from filters in Gen.OneOf(128, 160)
        from strides in Gen.OneOf(Pair.Square(2), new Pair(1, 2))
        from padding in Gen.OneOf(Padding.Same, Padding.Valid)
        from activation in Gen.OneOf(Activation.Linear, Activation.Tanh)
        from useBias in Gen.Bool
        from next in Gen.Int[0, 2]
        let convolution = new Conv2DSpec(filters, Pair.Square(3)) { Strides = strides, Padding = padding, Activation = activation, UseBias = useBias }
        let layers = next switch
        {
            0 => [convolution, new PoolingSpec(PoolingKind.Average, Pair.Square(2))],
            1 => [convolution, new Conv2DSpec(96, Pair.Square(5)) { Padding = Padding.Same, Algorithm = NetGen.Convolution.Direct }],
            _ => ImmutableList.Create<LayerSpec>(convolution),
        }
        select new NetworkSpec("Panels", SampleShape.Image(height, width, channels), layers) { InputGradient = false };

    private static Gen<NetworkSpec> FilterParts { get; } =
        from height in Gen.Int[7, 8]
        from width in Gen.Int[7, 8]
        from channels in Gen.OneOf(24, 32, 48)
        from filters in Gen.OneOf(64, 96, 160, 256, 384)
        from activation in Gen.OneOf(Activation.Linear, Activation.ReLU, Activation.Tanh)
        from useBias in Gen.Bool
        from isPooled in Gen.Bool
        from kernel in TileKernels
        let convolution = new Conv2DSpec(filters, Pair.Square(kernel)) { Padding = Padding.Same, Activation = activation, UseBias = useBias }
        let pooling = new PoolingSpec(PoolingKind.Average, Pair.Square(2)) { Padding = Padding.Valid }
        select new NetworkSpec("FilterParts", SampleShape.Image(height, width, channels), isPooled ? [convolution, pooling] : [convolution]) { InputGradient = false };

    /// <summary>
    /// Channels that fall into equal parts of their transform, and 131, which do not; filters that fall into parts for threads, and 160, which do not. No function that
    /// bends sums of so many products, which are far larger than what it tells apart.
    /// </summary>
    private static Gen<NetworkSpec> TilesOfSamples { get; } =
        from height in Gen.Int[3, 6]
        from width in Gen.Frequency((4, Gen.Int[3, 5]), (1, Gen.Int[7, 9]))
        from isAdded in Gen.Bool
        from kernel in TileKernels
        from sizes in Gen.OneOf((192, 160), (128, 256), (131, 256), (256, 256))
        from activation in Gen.OneOf(Activation.Linear, Activation.ReLU, Activation.LeakyReLU)
        from useBias in Gen.Bool
        from isPooled in Gen.Bool
        let channels = isAdded ? 192 : sizes.Item1
        let filters = isAdded ? 192 : sizes.Item2
        let convolution = new Conv2DSpec(filters, Pair.Square(kernel)) { Padding = Padding.Same, Activation = isAdded ? Activation.Linear : activation, UseBias = useBias }
        let pooling = new PoolingSpec(PoolingKind.Average, Pair.Square(2)) { Padding = Padding.Valid }
        let layers = (isAdded, isPooled) switch
        {
            (true, _) => [convolution, new ValueMergingSpec(MergingKind.Add) { Inputs = [0, -1] }, new ActivationSpec(activation)],
            (_, true) => [convolution, pooling],
            _ => ImmutableList.Create<LayerSpec>(convolution),
        }
        select new NetworkSpec("TilesOfSamples", SampleShape.Image(height, width, channels), layers) { InputGradient = false };

    private static Gen<NetworkSpec> HeavyDense { get; } =
        from units in Gen.OneOf(256, 257, 270, 300, 335, 512, 555)
        from activation in Gen.OneOf(Activation.Linear, Activation.ReLU, Activation.Tanh)
        from useBias in Gen.Bool
        from surroundings in Gen.Int[0, 2]
        let features = ((LeastHeavy + units - 1) / units) + 3
        let dense = new DenseSpec(units) { Activation = activation, UseBias = useBias }
        let layers = surroundings switch
        {
            0 => [dense, new DropoutSpec(0), new DenseSpec(5)],
            1 => [new RescalingSpec(0.5, -0.25), dense, new ActivationSpec(Activation.Softmax)],
            _ => ImmutableList.Create<LayerSpec>(dense),
        }
        select new NetworkSpec("HeavyDense", SampleShape.Vector(features), layers) { InputGradient = false };

    /// <summary>The same network for the same seed, always.</summary>
    public static NetworkSpec Draw(NetworkKind kind, uint seed)
    {
        var random = new PCG(stream: 1, unchecked(seed * SpreadOfSeeds));
        NetworkSpec network = kind switch
        {
            NetworkKind.Any => Any.Generate(random, null, out _),
            NetworkKind.Exact => Exact.Generate(random, null, out _),
            NetworkKind.Normalized => Normalized.Generate(random, null, out _),
            NetworkKind.Graph => Graph(random),
            NetworkKind.Blocks => RandomBlocks.Draw(random, TrainedNormalizations),
            NetworkKind.Parts => RandomParts.Draw(random, shape => Layer(GraphChoice, shape), TrainedNormalizations),
            NetworkKind.Heavy => Heavy.Generate(random, null, out _),
            NetworkKind.Panels => Panels.Generate(random, null, out _),
            NetworkKind.FilterParts => FilterParts.Generate(random, null, out _),
            NetworkKind.TilesOfSamples => TilesOfSamples.Generate(random, null, out _),
            NetworkKind.GroupsInTraining => GroupsInTraining.Generate(random, null, out _),
            NetworkKind.Declared => Declared.Generate(random, null, out _),
            NetworkKind.HalfRegisters => HalfRegisters.Generate(random, null, out _),
            NetworkKind.Rows => Rows.Generate(random, null, out _),
            NetworkKind.HeavyDense => HeavyDense.Generate(random, null, out _),
            NetworkKind.Column => Column.Generate(random, null, out _),
            NetworkKind.SampleNormalized => SampleNormalized.Generate(random, null, out _),
            _ => Large.Generate(random, null, out _),
        };
        return network with { Name = FormattableString.Invariant($"Random{seed}") };
    }

    private static NetworkSpec Graph(PCG random)
    {
        SampleShape input = Gen.Frequency((5, SmallImages), (1, Channels.Select(SampleShape.Vector))).Generate(random, null, out _);
        return RandomGraphs.Draw(random, input, shape => Gen.Frequency(
            (shape.IsImage ? 4 : 0, ShapeKeeping(shape)), (shape.IsImage ? 2 : 4, Layer(GraphChoice, shape)), (1, TrainedNormalizations.Select(normalization => (LayerSpec)normalization))),
            TrainedNormalizations);
    }

    private static Gen<NetworkSpec> Networks(LayerChoice choice) =>
        from input in Gen.Frequency((5, Images), (1, Channels.Select(SampleShape.Vector)))
        from images in input.IsImage ? Layers(choice, input, choice.ImageDepth) : Gen.Const(ImmutableList<LayerSpec>.Empty)
        let image = Shape(input, images)
        from ending in Endings(choice, image)
        from inputGradient in Gen.Bool
        select new NetworkSpec("Random", input, [.. images, .. ending]) { InputGradient = inputGradient };

    private static SampleShape Shape(SampleShape input, ImmutableList<LayerSpec> layers) =>
        layers.Aggregate(input, (shape, layer) => layer.Infer(shape));

    /// <summary>Some networks end in an image, most in dense layers.</summary>
    private static Gen<ImmutableList<LayerSpec>> Endings(LayerChoice choice, SampleShape shape)
    {
        if (!shape.IsImage)
        {
            return Layers(choice, shape, Gen.Int[1, 3]);
        }

        Gen<ImmutableList<LayerSpec>> dense =
            from layers in Layers(choice, SampleShape.Vector(shape.Size), choice.DenseDepth)
            select layers.Insert(0, new FlattenSpec());
        return Gen.Frequency((2, Gen.Const(ImmutableList<LayerSpec>.Empty)), (3, dense));
    }

    private static Gen<ImmutableList<LayerSpec>> Layers(LayerChoice choice, SampleShape shape, Gen<int> depth) =>
        depth.SelectMany(count => Layers(choice, shape, count));

    /// <summary>So many layers; some that keep the shape stand there several times, since equal layers share their kernels.</summary>
    private static Gen<ImmutableList<LayerSpec>> Layers(LayerChoice choice, SampleShape shape, int count) => count == 0
        ? Gen.Const(ImmutableList<LayerSpec>.Empty)
        : from layer in Layer(choice, shape).SelectMany(PerhapsFrozen)
          from behind in Behind(choice, layer)
          from again in Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[1, 2]))
          from rest in Layers(choice, layer.Infer(shape), count - 1)
          let times = layer.Infer(shape) == shape ? 1 + again : 1
          select rest.InsertRange(0, Enumerable.Repeat<LayerSpec[]>([layer, .. behind], times).SelectMany(layers => layers));

    /// <summary>Some layers with weights are not trained.</summary>
    private static Gen<LayerSpec> PerhapsFrozen(LayerSpec layer) => layer is WeightedSpec
        ? Gen.Frequency((5, Gen.Const(layer)), (1, Gen.Const(layer with { Trainable = false })))
        : Gen.Const(layer);

    private static Gen<LayerSpec> Layer(LayerChoice choice, SampleShape shape) => shape.Rank switch
    {
        3 => Gen.Frequency(
            (5, Convolution(choice, shape)), (2, Depthwise(choice, shape)), (1, Separable(choice, shape)), (2, Transposed(choice, shape)),
            (3, Pooling(choice, shape)), (2, Moving(shape)), (1, UpSampling(choice, shape)),
            (1, Rearranging(shape)), (choice.Exact ? 0 : 1, GlobalPoolings), (1, Elementwise(choice, shape))),
        2 => Gen.Frequency((2, Elementwise(choice, shape)), (2, Rearranging(shape)), (1, Gen.Const<LayerSpec>(new FlattenSpec()))),
        _ => Gen.Frequency((4, Dense(choice)), (1, Elementwise(choice, shape)), (1, Rearranging(shape))),
    };

    /// <summary>A convolution that can be added to what it reads, or to what else has that many rows and columns.</summary>
    private static Gen<LayerSpec> ShapeKeeping(SampleShape shape) =>
        from kernel in Gen.OneOf(1, 3, 5)
        from filters in Gen.OneOf(1, shape.Channels, shape.Channels, 7)
        from activation in GraphChoice.ActivationsOver(filters)
        select (LayerSpec)new Conv2DSpec(filters, Pair.Square(kernel)) { Padding = Padding.Same, Activation = activation };

    private static Gen<LayerSpec> Pooling(LayerChoice choice, SampleShape shape) =>
        from kind in choice.Poolings
        from padding in Paddings
        from pads in Pads(choice, padding, most: 3)
        from counts in Gen.Bool
        from size in Pairs(Gen.Int[1, 4])
        from overlapping in Gen.Bool
        from strides in Pairs(Gen.Int[1, 4])
        let spec = new PoolingSpec(kind, size)
        {
            Padding = padding,
            Pads = pads,
            CountIncludePad = counts && kind == PoolingKind.Average && (padding == Padding.Same || pads != default),
            Strides = overlapping ? strides : size,
        }
        let output = spec.Infer(shape)
        where output.Height > 0 && output.Width > 0 && output.Size <= MostValues && (spec.CountIncludePad || spec.EveryWindowHasPixels(shape))
        select (LayerSpec)spec;

    /// <summary>Behind those that give vectors there are no images any more. Equal pixels share a gradient, and a third of it has many bits.</summary>
    private static Gen<LayerSpec> GlobalPoolings { get; } = Gen.Select(
        Gen.OneOf(PoolingKind.Max, PoolingKind.Average), Gen.Bool, (kind, keepDims) => (LayerSpec)new GlobalPoolingSpec(kind) { KeepDims = keepDims });

    /// <summary>Padding by number, which takes the place of "same".</summary>
    private static Gen<Sides> Pads(LayerChoice choice, Padding padding, int most) => padding == Padding.Same ? Gen.Const(default(Sides)) : Gen.Frequency(
        (3, Gen.Const(default(Sides))),
        (1, Gen.Int[1, most].Select(Sides.All)),
        (1, Around(most)));

    private static Gen<Sides> Around(int most) => Gen.Select(
        Gen.Int[0, most], Gen.Int[0, most], Gen.Int[0, most], Gen.Int[0, most], (top, bottom, left, right) => new Sides(top, bottom, left, right));

    /// <summary>Layers that give values another place.</summary>
    private static Gen<LayerSpec> Moving(SampleShape shape) =>
        from sides in Around(3)
        from crops in Gen.Bool
        let spec = crops ? (LayerSpec)new CroppingSpec(sides) : new ZeroPaddingSpec(sides)
        let output = spec.Infer(shape)
        where output.Height > 0 && output.Width > 0 && output.Size <= MostValues
        select spec;

    /// <summary>Shares of a third, or of many bits, leave short fractions.</summary>
    private static Gen<LayerSpec> UpSampling(LayerChoice choice, SampleShape shape) =>
        from size in Pairs(Gen.Frequency((6, Gen.Int[1, 3]), (1, Gen.Int[4, 20])))
        from interpolation in choice.Exact ? Gen.Const(Interpolation.Nearest) : Gen.OneOf(Interpolation.Nearest, Interpolation.Bilinear)
        let spec = new UpSamplingSpec(size) { Interpolation = interpolation }
        where spec.Infer(shape).Size <= MostValues
        select (LayerSpec)spec;

    private static Gen<LayerSpec> Dense(LayerChoice choice) =>
        from units in Channels
        from useBias in Gen.Frequency((3, Gen.Const(true)), (1, Gen.Const(false)))
        from activation in choice.ActivationsOver(units)
        from activity in Activity(choice, activation)
        select (LayerSpec)new DenseSpec(units)
        {
            UseBias = useBias,
            Activation = activation,
            ActivityL1 = activity.L1,
            ActivityL2 = activity.L2,
        };

    private static Gen<LayerSpec> Elementwise(LayerChoice choice, SampleShape shape) => Gen.Frequency(
        (3, choice.ActivationsOver(shape.Channels).Select(function => (LayerSpec)new ActivationSpec(function))),
        (1, Gen.Const<LayerSpec>(new RescalingSpec(0.5, -0.25))),
        (1, Gen.Const<LayerSpec>(new NormalizationSpec())),
        (2, Rectifying(choice, shape)),
        (choice.Exact ? 0 : 2, Normalizations.Select(normalization => (LayerSpec)normalization)),
        (choice.Exact ? 0 : 3, SampleNormalizationsOverChannels(shape)),
        (1, Gen.Int[0, 2].Select(kind => kind switch { 0 => new DropoutSpec(0), 1 => new GaussianDropoutSpec(0), _ => (LayerSpec)new AlphaDropoutSpec(0) })),
        (choice.Exact ? 0 : 1, Gen.Const<LayerSpec>(new ActivationSpec(Activation.LeakyReLU) { NegativeSlope = 0.3 })));

    /// <summary>Few layers have activity penalties; L1 only where the output's sign is not a matter of rounding.</summary>
    private static Gen<(double L1, double L2)> Activity(LayerChoice choice, Activation activation)
    {
        bool signed = activation is Activation.Linear or Activation.ReLU or Activation.LeakyReLU or Activation.Tanh;
        return Gen.Frequency(
            (5, Gen.Const((0.0, 0.0))),
            (choice.Exact ? 0 : 1, Gen.Const((signed ? 0.01 : 0.0, 0.02))));
    }

    private static Gen<Pair> Pairs(Gen<int> sizes) => Gen.Frequency(
        (2, sizes.Select(Pair.Square)),
        (1, Gen.Select(sizes, sizes, (height, width) => new Pair(height, width))));

    /// <param name="Exact">Only what keeps short binary fractions exact.</param>
    private sealed record LayerChoice(Gen<Activation> Activations, bool Exact)
    {
        /// <summary>Whether batch normalizations stand behind layers with weights, and are trained.</summary>
        public bool Normalizes { get; init; }

        /// <summary>The softmax of a single value is 1 whatever the value; the compiler refuses it, and its logarithm.</summary>
        public Gen<Activation> ActivationsOver(int channels) =>
            Activations.Where(activation => channels > 1 || ReferenceActivation.IsElementwise(activation));

        public Gen<int> ImageDepth => Exact ? Gen.Int[1, 3] : Gen.Int[1, 4];

        public Gen<int> DenseDepth => Exact ? Gen.Const(1) : Gen.Int[1, 2];

        public Gen<PoolingKind> Poolings => Exact ? Gen.Const(PoolingKind.Max) : Gen.OneOf(PoolingKind.Max, PoolingKind.Average);
    }
}
