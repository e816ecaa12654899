using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Files;
using NetGen.Import.Json;

namespace NetGen.Import.Keras;

/// <summary>Reads a model's configuration as Keras 2 and 3 and TensorFlow.js write it.</summary>
internal static class KerasTopology
{
    private const int MostLevels = 16;

    private static readonly HashSet<string> Models = new(StringComparer.Ordinal) { "Sequential", "Functional", "Model" };

    /// <summary>The whole model.</summary>
    /// <exception cref="FormatException">It is no model of Keras's.</exception>
    public static KerasModel Read(JsonValue model)
    {
        KerasLayer whole = Layer(model, [], 0);
        if (whole.Model is null)
        {
            throw new FormatException($"its model is a '{FileText.Of(whole.ClassName)}', and Sequential and Functional ones are described by their files");
        }

        Place(whole.Model, "", null);
        return whole.Model;
    }

    private static KerasModel Model(string className, JsonValue config, int level)
    {
        if (level > MostLevels)
        {
            throw new FormatException("its models lie within each other too deeply");
        }

        // Before Keras 2.2.3 a sequence was the bare list of its layers.
        JsonValue list = config.IsList ? config : config["layers"] ?? throw new FormatException("a model has no layers");
        KerasLayer[] layers = [.. list.Items.Select(layer => Layer(layer, Calls(layer), level + 1))];
        string name = config["name"] is { IsText: true } text ? text.Text : "";
        if (className == "Sequential")
        {
            return new KerasModel(name, true, layers, [], []);
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        if (layers.FirstOrDefault(layer => !names.Add(layer.Name)) is { } twin)
        {
            throw new FormatException($"two of its layers are called '{FileText.Of(twin.Name)}'");
        }

        return new KerasModel(name, false, layers, Tensors(config["input_layers"], "inputs"), Tensors(config["output_layers"], "outputs"));
    }

    private static KerasLayer Layer(JsonValue layer, IReadOnlyList<KerasCall> calls, int level)
    {
        if (layer["class_name"] is not { IsText: true } className || layer["config"] is not { } config)
        {
            throw new FormatException("a layer of its configuration has no class or no settings");
        }

        JsonValue? name = layer["name"] is { IsText: true } outer ? outer : config["name"];
        KerasModel? model = Models.Contains(className.Text) && (config.IsList || config["layers"] is not null) ? Model(className.Text, config, level) : null;
        return new KerasLayer(className.Text, name is { IsText: true } ? name.Text : "", config, calls, model);
    }

    private static IReadOnlyList<KerasCall> Calls(JsonValue layer) =>
        layer["inbound_nodes"] is { IsList: true } nodes ? [.. nodes.Items.Select(KerasCalls.Read)] : [];

    /// <summary>A list of tensors, or one alone as Keras 3 writes it, or several under names.</summary>
    private static KerasTensor[] Tensors(JsonValue? tensors, string what)
    {
        if (tensors is null)
        {
            throw new FormatException($"a model says nothing of its {what}");
        }

        return KerasCalls.Tensor(tensors) is { } alone
            ? [alone]
            : [.. (tensors.IsObject ? tensors.Members.Select(member => member.Value) : tensors.Items).Select(item =>
                KerasCalls.Tensor(item) ?? throw new FormatException($"a model has {what} that are no tensors"))];
    }

    /// <summary>Counts the layers of every class, by which Keras 3 keeps their weights.</summary>
    private static void Place(KerasModel model, string prefix, KerasLayer? top)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (KerasLayer layer in model.Layers)
        {
            string stem = SnakeCase.Of(layer.ClassName);
            counts.TryGetValue(stem, out int count);
            counts[stem] = count + 1;
            layer.Top = top ?? layer;
            layer.Place = prefix + "layers/" + (count == 0 ? stem : FormattableString.Invariant($"{stem}_{count}"));
            if (layer.Model is not null)
            {
                Place(layer.Model, layer.Place + "/", layer.Top);
            }
        }
    }
}
