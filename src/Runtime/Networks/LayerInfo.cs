using System.Collections.Generic;
using System.ComponentModel;

namespace NetGen;

/// <summary>One layer of a network as the compiler sees it.</summary>
public sealed class LayerInfo
{
    /// <summary>The name of the network's input among <see cref="Inputs"/>.</summary>
    internal const string NetworkInput = "input";

    private IReadOnlyList<string>? _inputs;
    private LayerConfigs? _configs;
    private int _index;

    /// <summary>Describes a layer. Emitted code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public LayerInfo()
    {
    }

    /// <summary>The layer's name, as Keras would give it ("conv2d", "conv2d_1") or as declared.</summary>
    public required string Name { get; init; }

    /// <summary>The layer's kind under Keras's name: "Conv2D", "MaxPooling2D", "Dense".</summary>
    public required string Kind { get; init; }

    /// <summary>
    /// The names of the layers whose outputs it reads, in order; <c>"input"</c> is the network's input. Mostly the one layer above.
    /// </summary>
    public IReadOnlyList<string> Inputs
    {
        get => _inputs ?? [];
        init => _inputs = value;
    }

    /// <summary>The shape of one sample that comes in; of several inputs the first's.</summary>
    public required IReadOnlyList<int> InputShape { get; init; }

    /// <summary>The shape of one sample that goes out.</summary>
    public required IReadOnlyList<int> OutputShape { get; init; }

    /// <summary>The layer's parameters in Keras's order: kernel, then bias.</summary>
    public required IReadOnlyList<ParameterInfo> Parameters { get; init; }

    /// <summary>
    /// The layer's hyperparameters under Keras's names, with Keras's values, as its <c>get_config</c> gives them: <c>filters</c>, <c>kernel_size</c>,
    /// <c>padding</c>, <c>activation</c>, <c>kernel_initializer</c> and so on, after <c>name</c>, <c>trainable</c> and <c>dtype</c>. Made when it is first read.
    /// </summary>
    public KerasConfig Config => field ??= _configs?.Of(_index) ?? LayerConfigs.Layer(Name, isTrainable: true);

    /// <summary>Floating-point operations of one sample's forward pass; a multiply-add counts as two.</summary>
    public required long ForwardFlops { get; init; }

    /// <summary>How the compiler runs the layer: fusion, tiles, chunks. Empty where the layer costs nothing.</summary>
    public string Plan { get; init; } = "";

    /// <summary>Tells where the layer's configuration comes from.</summary>
    internal void ConfigureBy(LayerConfigs configs, int index) => (_configs, _index) = (configs, index);

    /// <summary>Where emitted code does not say what it reads, it is the layer above.</summary>
    internal void ReadUnlessSaid(string above) => _inputs ??= [above];
}
