using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Cases;

/// <summary>From layers under Keras's names to our attributes.</summary>
internal static class KerasDeclaration
{
    /// <summary>What the golden files have and NetGen has not, with the reason.</summary>
    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>();

    private static readonly Dictionary<string, Func<KerasArguments, LayerSpec>> Kinds = new()
    {
        ["Conv2D"] = Conv2D,
        ["Conv2DTranspose"] = Conv2DTranspose,
        ["DepthwiseConv2D"] = DepthwiseConv2D,
        ["SeparableConv2D"] = SeparableConv2D,
        ["Dense"] = arguments => Weighted(new DenseSpec(arguments.Int32("units")), arguments),
        ["MaxPooling2D"] = arguments => Pooling(PoolingKind.Max, arguments),
        ["AveragePooling2D"] = arguments => Pooling(PoolingKind.Average, arguments),
        ["GlobalMaxPooling2D"] = arguments => new GlobalPoolingSpec(PoolingKind.Max) { KeepDims = arguments.Flag("keepdims", false) },
        ["GlobalAveragePooling2D"] = arguments => new GlobalPoolingSpec(PoolingKind.Average) { KeepDims = arguments.Flag("keepdims", false) },
        ["Add"] = _ => new ValueMergingSpec(MergingKind.Add),
        ["Subtract"] = _ => new ValueMergingSpec(MergingKind.Subtract),
        ["Multiply"] = _ => new ValueMergingSpec(MergingKind.Multiply),
        ["Average"] = _ => new ValueMergingSpec(MergingKind.Average),
        ["Maximum"] = _ => new ValueMergingSpec(MergingKind.Maximum),
        ["Minimum"] = _ => new ValueMergingSpec(MergingKind.Minimum),
        ["Concatenate"] = arguments => new ConcatenateSpec(arguments.Int32("axis", -1)),
        ["Cropping2D"] = arguments => new CroppingSpec(arguments.Sides("cropping")),
        ["UpSampling2D"] = arguments => new UpSamplingSpec(arguments.Pair("size", Pair.Square(2))) { Interpolation = arguments.Interpolation() },
        ["ZeroPadding2D"] = arguments => new ZeroPaddingSpec(arguments.Sides("padding")),
        ["Reshape"] = arguments => new ReshapeSpec(arguments.Int32s("target_shape")),
        ["Permute"] = arguments => new PermuteSpec(arguments.Int32s("dims")),
        ["Flatten"] = _ => new FlattenSpec(),
        ["Activation"] = arguments => new ActivationSpec(arguments.Activation()),
        ["ReLU"] = arguments => new ReLUSpec
        {
            MaxValue = arguments.Number("max_value", double.PositiveInfinity),
            NegativeSlope = arguments.Number("negative_slope", 0),
            Threshold = arguments.Number("threshold", 0),
        },
        ["LeakyReLU"] = arguments => new LeakyReLUSpec(arguments.Number("negative_slope", 0.3)),
        ["ELU"] = arguments => new ELUSpec(arguments.Number("alpha", 1)),
        ["PReLU"] = arguments => new PReLUSpec(arguments.Int32s("shared_axes", [])) { AlphaL1 = arguments.Number("alpha_l1", 0), AlphaL2 = arguments.Number("alpha_l2", 0) },
        ["Softmax"] = _ => new ActivationSpec(Activation.Softmax),
        ["Dropout"] = arguments => new DropoutSpec(arguments.Number("rate")),
        ["BatchNormalization"] = BatchNormalization,
        ["LayerNormalization"] = arguments => Normalization(new LayerNormalizationSpec([.. arguments.Axes("axis")]), arguments),
        ["GroupNormalization"] = GroupNormalization,
        ["Rescaling"] = arguments => new RescalingSpec(arguments.Number("scale"), arguments.Number("offset", 0)),
    };

    /// <summary>The kinds of layers and the activations of a case that have no attribute or name here.</summary>
    public static IEnumerable<string> Missing(GoldenCase golden) => golden.Declaration.SelectMany(Missing).Distinct();

    public static bool IsExpressible(GoldenCase golden) => !Missing(golden).Any();

    /// <summary>
    /// The network of an expressible case. In inference mode a batch normalization goes by its moving statistics on the way back too: as one does that is not trained.
    /// </summary>
    public static NetworkSpec Network(GoldenCase golden) => new(
        ClassName(golden.Name),
        SampleShape.Of(golden.InputShape),
        [
            .. golden.Declaration
                .Select(layer => Layer(golden, layer))
                .Select(layer => layer is BatchNormalizationSpec && golden is LayerCase { Mode: "inference" } ? layer with { Trainable = false } : layer),
        ]);

    /// <summary>The place of the layer of that name; -1 for the network's input.</summary>
    public static int PlaceOf(GoldenCase golden, string name) =>
        name == "input" ? -1 : Array.FindIndex(golden.Declaration, other => new KerasArguments(other).Name == name);

    private static string ClassName(string caseName) =>
        string.Concat(caseName.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_').Prepend('N'));

    private static IEnumerable<string> Missing(JsonElement layer)
    {
        var arguments = new KerasArguments(layer);
        if (!Kinds.ContainsKey(arguments.Type))
        {
            yield return arguments.Type;
        }
        else if (arguments.UnknownActivation is { } activation)
        {
            yield return activation;
        }
    }

    private static LayerSpec Layer(GoldenCase golden, JsonElement json)
    {
        var arguments = new KerasArguments(json);
        LayerSpec layer = Kinds[arguments.Type](arguments) with { Inputs = arguments.Names("inputs")?.ConvertAll(name => PlaceOf(golden, name)) };
        _ = arguments.Name;
        arguments.RequireNoOthers();
        return layer;
    }

    private static BatchNormalizationSpec BatchNormalization(KerasArguments arguments)
    {
        arguments.Require("axis", -1);
        return new BatchNormalizationSpec
        {
            Momentum = arguments.Number("momentum", 0.99),
            Epsilon = arguments.Number("epsilon", 1e-3),
            Center = arguments.Flag("center", true),
            Scale = arguments.Flag("scale", true),
            GammaL1 = arguments.Number("gamma_l1", 0),
            GammaL2 = arguments.Number("gamma_l2", 0),
            BetaL1 = arguments.Number("beta_l1", 0),
            BetaL2 = arguments.Number("beta_l2", 0),
        };
    }

    private static WeightedSpec Conv2D(KerasArguments arguments)
    {
        var layer = new Conv2DSpec(arguments.Int32("filters"), arguments.Pair("kernel_size"))
        {
            Strides = arguments.Pair("strides", Pair.Square(1)),
            Dilation = arguments.Pair("dilation_rate", Pair.Square(1)),
            Groups = arguments.Int32("groups", 1),
            Padding = arguments.Padding(),
        };
        return Weighted(layer, arguments);
    }

    private static WeightedSpec Conv2DTranspose(KerasArguments arguments)
    {
        var layer = new Conv2DTransposeSpec(arguments.Int32("filters"), arguments.Pair("kernel_size"))
        {
            Strides = arguments.Pair("strides", Pair.Square(1)),
            Dilation = arguments.Pair("dilation_rate", Pair.Square(1)),
            Padding = arguments.Padding(),
            OutputPadding = arguments.OptionalPair("output_padding"),
        };
        return Weighted(layer, arguments);
    }

    private static WeightedSpec DepthwiseConv2D(KerasArguments arguments) => Weighted(Depthwise(new DepthwiseConv2DSpec(arguments.Pair("kernel_size")), arguments), arguments);

    private static WeightedSpec SeparableConv2D(KerasArguments arguments) => Weighted(
        Depthwise(new SeparableConv2DSpec(arguments.Int32("filters"), arguments.Pair("kernel_size")), arguments) with
        {
            PointwiseL1 = arguments.Number("pointwise_l1", 0),
            PointwiseL2 = arguments.Number("pointwise_l2", 0),
        },
        arguments);

    private static TSpec Depthwise<TSpec>(TSpec layer, KerasArguments arguments)
        where TSpec : DepthwiseSpec => layer with
        {
            Multiplier = arguments.Int32("depth_multiplier", 1),
            Strides = arguments.Pair("strides", Pair.Square(1)),
            Dilation = arguments.Pair("dilation_rate", Pair.Square(1)),
            Padding = arguments.Padding(),
            DepthwiseL1 = arguments.Number("depthwise_l1", 0),
            DepthwiseL2 = arguments.Number("depthwise_l2", 0),
        };

    private static WeightedSpec Weighted(WeightedSpec layer, KerasArguments arguments) => layer with
    {
        Activation = arguments.Activation(),
        UseBias = arguments.Flag("use_bias", true),
        KernelL1 = arguments.Number("kernel_l1", 0),
        KernelL2 = arguments.Number("kernel_l2", 0),
        BiasL1 = arguments.Number("bias_l1", 0),
        BiasL2 = arguments.Number("bias_l2", 0),
    };

    private static SampleNormalizationSpec GroupNormalization(KerasArguments arguments)
    {
        arguments.Require("axis", -1);
        return Normalization(new GroupNormalizationSpec(arguments.Int32("groups", 32)), arguments);
    }

    private static SampleNormalizationSpec Normalization(SampleNormalizationSpec layer, KerasArguments arguments) => layer with
    {
        Epsilon = arguments.Number("epsilon", 1e-3),
        Center = arguments.Flag("center", true),
        Scale = arguments.Flag("scale", true),
        GammaL1 = arguments.Number("gamma_l1", 0),
        GammaL2 = arguments.Number("gamma_l2", 0),
        BetaL1 = arguments.Number("beta_l1", 0),
        BetaL2 = arguments.Number("beta_l2", 0),
    };

    private static PoolingSpec Pooling(PoolingKind kind, KerasArguments arguments)
    {
        Pair size = arguments.Pair("pool_size", Pair.Square(2));
        return new PoolingSpec(kind, size) { Strides = arguments.Pair("strides", size), Padding = arguments.Padding() };
    }
}
