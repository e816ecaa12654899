using System.Collections.Generic;
using NetGen.Import.Json;

namespace NetGen.Import.Keras;

/// <summary>A layer as a file's configuration describes it, or a model within the model.</summary>
/// <param name="className">Keras's class: "Conv2D".</param>
/// <param name="name">Its name.</param>
/// <param name="config">Its settings.</param>
/// <param name="calls">What it is called with, once for each place that it stands at; none in a sequence.</param>
/// <param name="model">The layers within, where it is a model; else null.</param>
internal sealed class KerasLayer(string className, string name, JsonValue config, IReadOnlyList<KerasCall> calls, KerasModel? model)
{
    public string ClassName => className;

    public string Name => name;

    public JsonValue Config => config;

    public IReadOnlyList<KerasCall> Calls => calls;

    public KerasModel? Model => model;

    /// <summary>The layer of the whole model that it lies in: itself, or the outermost model around it. Files keep weights under its name.</summary>
    public KerasLayer Top { get; set; } = null!;

    /// <summary>Its place among the layers by class, as Keras 3 names it: "layers/conv2d_1", or "layers/functional/layers/conv2d" within a model.</summary>
    public string Place { get; set; } = "";

    public bool IsInput => className == "InputLayer";
}

/// <summary>A network, or a part of one that is a network itself.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsSequence">Whether each layer reads the one above.</param>
/// <param name="Layers">Its layers.</param>
/// <param name="Inputs">The tensors that it takes; empty for a sequence.</param>
/// <param name="Outputs">The tensors that it gives; empty for a sequence.</param>
internal sealed record KerasModel(
    string Name, bool IsSequence, IReadOnlyList<KerasLayer> Layers, IReadOnlyList<KerasTensor> Inputs, IReadOnlyList<KerasTensor> Outputs);

/// <summary>What a layer makes when it is called.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Call">Which of its calls.</param>
/// <param name="Index">Which of its outputs.</param>
internal readonly record struct KerasTensor(string Layer, int Call, int Index);

/// <summary>A call of a layer: tensors and numbers in order.</summary>
/// <param name="Arguments">A <see cref="KerasTensor"/>, or else the constant.</param>
/// <param name="Settings">Further arguments by name that are no tensors.</param>
internal sealed record KerasCall(IReadOnlyList<KerasArgument> Arguments, IReadOnlyList<KeyValuePair<string, JsonValue>> Settings);

/// <summary>A tensor, or a constant in its place.</summary>
internal readonly record struct KerasArgument(KerasTensor? Tensor, JsonValue? Constant);
