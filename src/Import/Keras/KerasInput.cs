using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Json;

namespace NetGen.Import.Keras;

/// <summary>The network's input.</summary>
/// <param name="Declared">The shape of a sample as NetGen has it.</param>
/// <param name="Signal">What flows from it.</param>
internal sealed record KerasInput(IReadOnlyList<int> Declared, Signal Signal)
{
    /// <summary>Looks where versions of Keras say it; what stands in the way goes to the obstacles, and then it is null.</summary>
    public static KerasInput? Find(KerasModel model, JsonValue configuration, ImportOptions options, List<Obstacle> obstacles, KerasRemarks remarks)
    {
        JsonValue config = configuration["config"] ?? configuration;
        (KerasLayer? layer, JsonValue? shape) = FirstShape(model);
        shape ??= config["build_input_shape"] ?? configuration["build_config"]?["input_shape"];
        string name = layer?.Name ?? model.Name;
        if (shape is not { IsList: true } || shape.Items.Count < 2)
        {
            obstacles.Add(
                new Obstacle("InputLayer", name, "does not say the shape of its input", "a model that was built with its input's shape would be needed"));
            return null;
        }

        if (shape.Items[0].Integer is { } batch)
        {
            remarks.Add($"The file's batches are all of {batch} samples; the network takes any number of them at", name);
        }

        int[] sizes = [.. shape.Items.Skip(1).Select(size => size.Integer is > 0 and var given ? given : 0)];
        if (sizes.Length >= 2)
        {
            sizes[0] = sizes[0] == 0 ? options.Height ?? 0 : sizes[0];
            sizes[1] = sizes[1] == 0 ? options.Width ?? 0 : sizes[1];
        }

        string words = $"({string.Join(", ", shape.Items.Skip(1).Select(size => size.IsNull ? "any" : size.Text))})";
        if (sizes.Length is 2 or 3 && (sizes[0] <= 0 || sizes[1] <= 0))
        {
            obstacles.Add(new Obstacle("InputLayer", name, $"takes images of any size, {words}", "ImportOptions.Height and ImportOptions.Width say which")
            {
                Choice = OpenChoice.Size,
            });
            return null;
        }

        if (sizes.Length > 3 || sizes.Any(size => size <= 0))
        {
            obstacles.Add(
                new Obstacle("InputLayer", name, $"takes samples of the shape {words}", "images of (height, width, channels) and vectors can be imported"));
            return null;
        }

        return sizes.Length == 2 ? new KerasInput([.. sizes, 1], new Signal(null, sizes, IsPlane: true)) : new KerasInput(sizes, new Signal(null, sizes));
    }

    /// <summary>The layer that the input flows into first, and what it says of the shape.</summary>
    private static (KerasLayer? Layer, JsonValue? Shape) FirstShape(KerasModel model)
    {
        while (true)
        {
            KerasLayer? first = model.IsSequence || model.Inputs.Count == 0
                ? model.Layers.Count > 0 ? model.Layers[0] : null
                : model.Layers.FirstOrDefault(layer => layer.Name == model.Inputs[0].Layer);
            JsonValue? shape = first?.Config["batch_input_shape"] ?? first?.Config["batch_shape"] ?? first?.Config["batchInputShape"]
                ?? first?.Config["batchShape"];
            if (first?.Model is null || shape is { IsNull: false })
            {
                return (first, shape);
            }

            model = first.Model;
        }
    }
}
