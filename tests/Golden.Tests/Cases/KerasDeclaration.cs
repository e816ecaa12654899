using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Cases;

/// <summary>From layers under Keras's names to our attributes.</summary>
internal static class KerasDeclaration
{
    /// <summary>Kinds of layers that the golden files have and NetGen has not, with the reason.</summary>
    public static IReadOnlyDictionary<string, string> UnknownKinds { get; } = new Dictionary<string, string>
    {
        ["BatchNormalization"] = "NetGen has no attribute for batch normalization.",
        ["GlobalAveragePooling2D"] = "NetGen has no attribute for global average pooling.",
        ["GlobalMaxPooling2D"] = "NetGen has no attribute for global max pooling.",
    };

    /// <summary>The layer kinds of a declaration that NetGen has not.</summary>
    public static IEnumerable<string> Missing(GoldenCase golden) =>
        golden.Declaration.Select(Kind).Where(UnknownKinds.ContainsKey).Distinct();

    public static bool IsExpressible(GoldenCase golden) => !Missing(golden).Any();

    /// <summary>The network of an expressible case.</summary>
    public static NetworkSpec Network(GoldenCase golden) =>
        new(ClassName(golden.Name), SampleShape.Of(golden.InputShape), [.. golden.Declaration.Select(Layer)]);

    private static string Kind(JsonElement layer) => layer.GetProperty("type").GetString()!;

    private static string ClassName(string caseName) =>
        string.Concat(caseName.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_').Prepend('N'));

    private static LayerSpec Layer(JsonElement json)
    {
        var arguments = new KerasArguments(json);
        return Kind(json) switch
        {
            "Conv2D" => Conv2D(arguments),
            "Dense" => Weighted(new DenseSpec(arguments.Int32("units")), arguments),
            "MaxPooling2D" => Pooling(PoolingKind.Max, arguments),
            "AveragePooling2D" => Pooling(PoolingKind.Average, arguments),
            "Flatten" => new FlattenSpec(),
            "Activation" => new ActivationSpec(arguments.Activation()),
            "LeakyReLU" => new ActivationSpec(Activation.LeakyReLU) { NegativeSlope = arguments.Number("negative_slope", 0.3) },
            "Softmax" => new ActivationSpec(Activation.Softmax),
            "Dropout" => new DropoutSpec(arguments.Number("rate")),
            "Rescaling" => new RescalingSpec(arguments.Number("scale"), arguments.Number("offset", 0)),
            string kind => throw new NotSupportedException(
                $"The layer kind '{kind}' is neither mapped to an attribute nor listed among the kinds that NetGen has not."),
        };
    }

    private static WeightedSpec Conv2D(KerasArguments arguments)
    {
        var layer = new Conv2DSpec(arguments.Int32("filters"), arguments.Pair("kernel_size"))
        {
            Strides = arguments.Pair("strides", Pair.Square(1)),
            Dilation = arguments.Pair("dilation_rate", Pair.Square(1)),
            Padding = arguments.Padding(),
        };
        return Weighted(layer, arguments);
    }

    private static WeightedSpec Weighted(WeightedSpec layer, KerasArguments arguments) => layer with
    {
        Activation = arguments.Activation(),
        UseBias = arguments.Flag("use_bias", true),
        KernelL1 = arguments.Number("kernel_l1", 0),
        KernelL2 = arguments.Number("kernel_l2", 0),
        BiasL1 = arguments.Number("bias_l1", 0),
        BiasL2 = arguments.Number("bias_l2", 0),
    };

    private static PoolingSpec Pooling(PoolingKind kind, KerasArguments arguments)
    {
        Pair size = arguments.Pair("pool_size", Pair.Square(2));
        return new PoolingSpec(kind, size) { Strides = arguments.Pair("strides", size), Padding = arguments.Padding() };
    }
}
