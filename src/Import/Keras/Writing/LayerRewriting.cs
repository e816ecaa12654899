using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Import.Keras.Writing;

/// <summary>A layer of NetGen's on its way into a file, and the layers that it becomes.</summary>
internal sealed class LayerRewriting(WrittenNetwork network, LayerInfo layer)
{
    public LayerInfo Layer => layer;

    public WrittenHints Hints => network.Hints;

    /// <summary>What the next layer reads; at last, the layer that puts out what this one does.</summary>
    public string[] Result { get; set; } = network.InputsOf(layer);

    public bool Has(string setting) => layer.Config.ContainsKey(setting);

    public object? Setting(string name) => layer.Config.TryGetValue(name, out object? value) ? value : null;

    public string Text(string name) => Setting(name) as string ?? "";

    public int[] Sizes(string name) => Setting(name) is IReadOnlyList<int> sizes ? [.. sizes] : [1, 1];

    public IReadOnlyList<ImportedTensor> Weights() => [.. layer.Parameters.Select(network.Weight)];

    /// <summary>Says that there is no such layer.</summary>
    public NotSupportedException Refusal(string why) => new($"The layer '{layer.Name}', {layer.Kind}, cannot be written: {why}.");

    /// <summary>Adds the layer under its own name, with other settings and without some.</summary>
    public void Whole(
        string? className = null, IReadOnlyList<ImportedTensor>? weights = null, string[]? without = null, params (string Name, object? Value)[] changed)
    {
        var settings = layer.Config.Where(entry => without?.Contains(entry.Key) != true && changed.All(change => change.Name != entry.Key))
            .Select(entry => (entry.Key, entry.Key == "dtype" ? "float32" : network.Adapt(entry.Value))).ToList();
        var config = new KerasConfig([.. settings, .. changed]);
        network.Add(new WrittenLayer(className ?? layer.Kind, layer.Name, config, Result, weights ?? Weights(), layer.OutputShape));
        Result = [layer.Name];
    }

    /// <summary>Adds a layer of no weights besides, which reads one of the inputs and takes its place; its name is the layer's with a word behind it.</summary>
    public void Part(string className, string word, IReadOnlyList<int> outputShape, int input = 0, params (string Name, object? Value)[] settings)
    {
        string name = network.Free($"{layer.Name}_{word}");
        var config = new KerasConfig([("name", name), ("trainable", true), ("dtype", "float32"), .. settings]);
        network.Add(new WrittenLayer(className, name, config, [Result[input]], [], outputShape));
        Result = [.. Result.Select((read, i) => i == input ? name : read)];
    }
}
