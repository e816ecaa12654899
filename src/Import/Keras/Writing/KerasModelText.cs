using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Import.Keras.Writing;

/// <summary>A model's configuration as Keras 3 writes it.</summary>
internal static class KerasModelText
{
    public static KerasConfig Of(WrittenNetwork network) => network.IsSequence ? Sequential(network) : Functional(network);

    private static KerasConfig Sequential(WrittenNetwork network)
    {
        KerasConfig config = new(
            ("name", "sequential"),
            ("trainable", true),
            ("dtype", "float32"),
            ("layers", new[] { Input(network) }.Concat(network.Layers.Select(layer => Object("keras.layers", layer.ClassName, layer.Config, null))).ToArray()),
            ("build_input_shape", Batch(network.Info.InputShape)));
        return Object("keras", "Sequential", config, null);
    }

    private static KerasConfig Functional(WrittenNetwork network)
    {
        var shapes = network.Layers.ToDictionary(layer => layer.Name, layer => layer.OutputShape, StringComparer.Ordinal);
        shapes.Add(WrittenLayer.Input, network.Info.InputShape);
        IEnumerable<KerasConfig> layers = KerasOrder.Of(network.Layers).Select(layer =>
        {
            KerasConfig[] tensors = [.. layer.Inputs.Select(input => Tensor(input, shapes[input]))];
            KerasConfig[] calls = [Call(IsMerging(layer) ? tensors : tensors[0])];
            return Object("keras.layers", layer.ClassName, layer.Config, null, ("name", layer.Name), ("inbound_nodes", calls));
        });
        KerasConfig config = new(
            ("name", "functional"),
            ("trainable", true),
            ("layers", new[] { Input(network, ("name", WrittenLayer.Input), ("inbound_nodes", Array.Empty<object>())) }.Concat(layers).ToArray()),
            ("input_layers", new[] { Place(WrittenLayer.Input) }),
            ("output_layers", new[] { Place(network.Output) }));
        return Object("keras.src.models.functional", "Functional", config, "Functional");
    }

    private static bool IsMerging(WrittenLayer layer) => Declaration.NetworkDraft.IsMerging(layer.ClassName);

    private static KerasConfig Call(object arguments) => new(("args", new[] { arguments }), ("kwargs", new KerasConfig()));

    private static KerasConfig Tensor(string layer, IReadOnlyList<int> shape) => new(
        ("class_name", "__keras_tensor__"), ("config", new KerasConfig(("shape", Batch(shape)), ("dtype", "float32"), ("keras_history", Place(layer)))));

    /// <summary>What a layer puts out at its first call.</summary>
    private static object[] Place(string layer) => [layer, 0, 0];

    private static KerasConfig Input(WrittenNetwork network, params (string Name, object? Value)[] more)
    {
        KerasConfig config = new(("batch_shape", Batch(network.Info.InputShape)), ("dtype", "float32"), ("sparse", false), ("name", WrittenLayer.Input));
        return Object("keras.layers", "InputLayer", config, null, more);
    }

    /// <summary>A shape with a batch of any size before it.</summary>
    private static object?[] Batch(IReadOnlyList<int> shape) => [null, .. shape.Select(size => (object?)size)];

    private static KerasConfig Object(string module, string className, KerasConfig config, string? registered, params (string Name, object? Value)[] more) =>
        new([("module", module), ("class_name", className), ("config", config), ("registered_name", registered), .. more]);
}
