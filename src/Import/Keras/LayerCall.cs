using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Declaration;
using NetGen.Import.Files;

namespace NetGen.Import.Keras;

/// <summary>A layer at one place of the network, and what is made of it.</summary>
/// <param name="layer">The layer.</param>
/// <param name="call">What it is called with besides tensors; null in a sequence.</param>
/// <param name="inputs">What it reads.</param>
/// <param name="network">The network on its way.</param>
internal sealed class LayerCall(KerasLayer layer, KerasCall? call, IReadOnlyList<Signal> inputs, KerasNetwork network)
{
    private int _weights;

    public KerasLayer Layer => layer;

    public KerasCall? Call => call;

    public LayerSettings Settings { get; } = new(layer, network.Obstacles);

    public IReadOnlyList<Signal> Inputs => inputs;

    public Signal Input => inputs[0];

    /// <summary>The sample's shape; null where it is not known.</summary>
    public IReadOnlyList<int>? Shape => inputs[0].Shape;

    public KerasDialect Dialect => network.Dialect;

    public KerasRemarks Remarks => network.Remarks;

    public TrainingSettings Training => new(Settings, layer.Name, network.Remarks);

    /// <summary>An image's size and channels; null where the shape is not known.</summary>
    /// <exception cref="FormatException">It is no image, which Keras itself would not take.</exception>
    public (int Height, int Width, int Channels)? Image => Shape switch
    {
        null => null,
        { Count: 3 } image => (image[0], image[1], image[2]),
        var other => throw new FormatException(
            $"the layer '{FileText.Of(layer.Name)}' ({FileText.Of(layer.ClassName)}) needs images and reads ({string.Join(", ", other)})"),
    };

    /// <summary>Puts a layer behind the first input.</summary>
    public Signal Add(DraftLayer draft, IReadOnlyList<int>? shape, bool isNamed = true) => Behind(Input, draft, shape, isNamed);

    /// <summary>Puts a layer behind a signal.</summary>
    public Signal Behind(Signal signal, DraftLayer draft, IReadOnlyList<int>? shape, bool isNamed = false)
    {
        network.Draft.Layers.Add(draft.Reading(signal.Source));
        draft.WantedName = isNamed ? Wanted(layer) : null;
        return new Signal(draft, shape);
    }

    /// <summary>Puts a layer that joins all inputs behind them.</summary>
    public Signal Join(DraftLayer draft, IReadOnlyList<int>? shape, bool isNamed = true)
    {
        network.Draft.Layers.Add(draft.Reading([.. inputs.Select(input => input.Source)]));
        draft.WantedName = isNamed ? Wanted(layer) : null;
        return new Signal(draft, shape);
    }

    /// <summary>A layer that changes no shape.</summary>
    public Signal Same(DraftLayer draft) => Add(draft, Shape) with { IsPlane = Input.IsPlane };

    /// <summary>The next weight of the layer.</summary>
    /// <param name="draft">The layer that gets it.</param>
    /// <param name="parameter">NetGen's name.</param>
    /// <param name="shape">The shape that the settings give; null where that of the input is not known.</param>
    /// <param name="others">What other versions call it.</param>
    public void Weigh(DraftLayer draft, string parameter, IReadOnlyList<int>? shape, params string[] others)
    {
        if (NextWeight(parameter, shape, others) is { } tensor)
        {
            draft.Weighing(parameter, tensor.Shape, tensor.Values);
        }
    }

    /// <summary>The next weight of the layer; null where something stands in the way, or the shape is not known: then the network is refused anyhow.</summary>
    /// <exception cref="FormatException">The file does not have it, or in another shape.</exception>
    public ImportedTensor? NextWeight(string parameter, IReadOnlyList<int>? shape, params string[] others)
    {
        int index = _weights++;
        if (shape is null || network.Obstacles.Count > 0)
        {
            return null;
        }

        ImportedTensor tensor = network.Weights.Find(layer, [parameter, .. others], index)
            ?? throw new FormatException($"it has no {parameter} of the layer '{FileText.Of(layer.Name)}'");

        return tensor.Shape.SequenceEqual(shape)
            ? tensor
            : throw new FormatException(
                $"the {parameter} of the layer '{FileText.Of(layer.Name)}' has the shape ({string.Join(", ", tensor.Shape)}), "
                + $"and the layer's settings need ({string.Join(", ", shape)})");
    }

    /// <summary>Whether training leaves the layer alone.</summary>
    public void SetTrainable(DraftLayer draft) => draft.Set("Trainable", Settings.Flag("trainable", true), true);

    /// <summary>Gives a layer its function, or puts one behind it that is a layer itself.</summary>
    public Signal WithFunction(Signal signal, KerasFunction function) =>
        function.Layer is { } behind ? Behind(signal, behind, signal.Shape) : signal;

    /// <summary>A layer's name, unless TensorFlow.js has counted it: "leaky_re_lu_LeakyReLU1".</summary>
    private static string? Wanted(KerasLayer layer) =>
        layer.Name.StartsWith($"{SnakeCase.Of(layer.ClassName)}_{layer.ClassName}", StringComparison.Ordinal) ? null : layer.Name;
}
