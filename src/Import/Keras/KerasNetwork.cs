using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Declaration;
using NetGen.Import.Files;
using NetGen.Import.Json;
using NetGen.Import.Keras.Layers;

namespace NetGen.Import.Keras;

/// <summary>Makes NetGen's declaration of a model of Keras's: walks from its output to its input, through the models within, and translates each layer.</summary>
internal sealed class KerasNetwork
{
    private readonly ImportOptions _options;
    private readonly Dictionary<KerasLayer, int> _uses = [];

    private KerasNetwork(NetworkDraft draft, KerasWeights weights, KerasDialect dialect, ImportOptions options, List<Obstacle> obstacles, KerasRemarks remarks)
    {
        Draft = draft;
        Obstacles = obstacles;
        Remarks = remarks;
        Weights = weights;
        Dialect = dialect;
        _options = options;
    }

    public NetworkDraft Draft { get; }

    public KerasWeights Weights { get; }

    public KerasDialect Dialect { get; }

    public KerasRemarks Remarks { get; }

    public List<Obstacle> Obstacles { get; }

    /// <exception cref="FormatException">The file is broken.</exception>
    /// <exception cref="UnsupportedModelException">The network needs what NetGen does not have.</exception>
    public static ImportedNetwork Import(
        string file, string format, KerasModel model, JsonValue configuration, KerasWeights weights, KerasDialect dialect, ImportOptions options)
    {
        var obstacles = new List<Obstacle>();
        var remarks = new KerasRemarks();
        KerasInput? input = KerasInput.Find(model, configuration, options, obstacles, remarks);
        var network = new KerasNetwork(new NetworkDraft(format, input?.Declared ?? [1]), weights, dialect, options, obstacles, remarks);
        network.Translate(model, input?.Signal ?? new Signal(null, null));
        if (obstacles.Count > 0)
        {
            throw new UnsupportedModelException(file, [.. obstacles.Distinct()]);
        }

        if (network.Draft.Layers.Count == 0)
        {
            if (model.Layers.All(layer => layer.IsInput))
            {
                throw new FormatException("its model has no layers");
            }

            // Layers that compute nothing in predictions are left out, and a network has one at least.
            network.Draft.Layers.Add(DraftLayers.Activation(model.Layers[model.Layers.Count - 1].Name, "Linear").Reading([null]));
        }

        network.Draft.Remarks.AddRange(remarks.Sentences());
        return network.Draft.Declare();
    }

    private void Translate(KerasModel model, Signal input)
    {
        KerasPlan plan = KerasPlan.Of(model, _options, Obstacles, Remarks);
        var signals = new Dictionary<KerasPlan.Step, Signal>();
        IReadOnlyCollection<KerasPlan.Step> paddings = Dialect.Hints.Paddings(plan.Steps);
        foreach (KerasPlan.Step step in Dialect.Hints.Ordered(plan.Steps))
        {
            Signal[] inputs = step.Inputs.Count == 0 ? [input] : [.. step.Inputs.Select(read => signals[read])];
            signals.Add(
                step,
                step.Layer is null ? input
                : paddings.Contains(step) ? inputs[0] with { Pad = new LayerSettings(step.Layer, Obstacles).Sides("padding") }
                : Translate(step, inputs));
        }
    }

    private Signal Translate(KerasPlan.Step step, Signal[] inputs)
    {
        KerasLayer layer = step.Layer!;
        var call = new LayerCall(layer, step.Call, inputs, this);
        if (!LayerTranslators.TryFind(layer.ClassName, out Func<LayerCall, Signal>? translate))
        {
            Obstacles.Add(new Obstacle(layer.ClassName, layer.Name, "is a layer that NetGen does not have", LayerTranslators.Needed(layer.ClassName)));
            return new Signal(null, null);
        }

        if (inputs.Length > 1 && !LayerTranslators.TakesSeveral(layer.ClassName))
        {
            Obstacles.Add(new Obstacle(layer.ClassName, layer.Name, "reads several tensors", "a layer of one input would be needed"));
            return new Signal(null, null);
        }

        CheckNumbers(layer);
        bool readsPlanes = LayerTranslators.TakesPlanes(layer.ClassName);
        call = readsPlanes ? call : new LayerCall(layer, step.Call, [.. inputs.Select(WithoutPlane)], this);
        if (!call.Settings.HasChannelsLast())
        {
            return new Signal(null, null);
        }

        Signal output = translate(call);
        call.Settings.Finish();
        _uses.TryGetValue(layer, out int uses);
        _uses[layer] = uses + 1;
        if (uses == 1 && Draft.Layers.LastOrDefault()?.Weights.Count > 0)
        {
            Remarks.Add(
                "Weights that the file shares between several places are copied to each, and part when they are trained on; they belong to", layer.Name);
        }

        return output;
    }

    /// <summary>An image without channels becomes one of rows, since a layer reads it as such.</summary>
    private Signal WithoutPlane(Signal signal)
    {
        if (!signal.IsPlane)
        {
            return signal;
        }

        DraftLayer rows = DraftLayers.Reshape("input", signal.Shape!).Reading(signal.Source);
        Draft.Layers.Add(rows);
        return new Signal(rows, signal.Shape);
    }

    private void CheckNumbers(KerasLayer layer)
    {
        JsonValue? type = layer.Config["dtype"];
        string name = type is { IsObject: true } ? type["config"]?["name"]?.Text ?? "float32" : type?.Text ?? "float32";
        if (name is not ("float32" or "null"))
        {
            Remarks.Add($"NetGen computes in single precision and not in {FileText.Of(name)}, as the file says of", layer.Name);
        }
    }
}
