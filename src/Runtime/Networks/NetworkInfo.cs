using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;

namespace NetGen;

/// <summary>What the compiler knows of a network: its layers with shapes, parameters and costs.</summary>
public sealed class NetworkInfo
{
    /// <summary>Describes a network. Emitted code calls this.</summary>
    /// <param name="name">The class's name.</param>
    /// <param name="inputShape">The shape of one sample.</param>
    /// <param name="layers">The layers in order.</param>
    /// <exception cref="ArgumentException">A parameter that training changes lies behind one that it leaves alone.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public NetworkInfo(string name, IReadOnlyList<int> inputShape, IReadOnlyList<LayerInfo> layers)
    {
        ArgumentNullException.ThrowIfNull(inputShape);
        ArgumentNullException.ThrowIfNull(layers);
        Name = name;
        InputShape = inputShape;
        Layers = layers;
        for (int i = 0; i < layers.Count; i++)
        {
            layers[i].ReadUnlessSaid(i == 0 ? LayerInfo.NetworkInput : layers[i - 1].Name);
        }

        Parameters = [.. layers.SelectMany(layer => layer.Parameters)];
        InputSize = Product(inputShape);
        OutputSize = Product(OutputShape);
        ParameterCount = Parameters.Sum(parameter => (long)parameter.Size);
        TrainableParameterCount = Parameters.Where(parameter => parameter.IsTrainable).Sum(parameter => (long)parameter.Size);
        ForwardFlops = layers.Sum(layer => layer.ForwardFlops);
        RequireTrainableFirst();
    }

    /// <summary>The class's name.</summary>
    public string Name { get; }

    /// <summary>The shape of one sample: (height, width, channels) or (features).</summary>
    public IReadOnlyList<int> InputShape { get; }

    /// <summary>The shape of one output: usually (units).</summary>
    public IReadOnlyList<int> OutputShape => Layers[^1].OutputShape;

    /// <summary>Values per sample.</summary>
    public int InputSize { get; }

    /// <summary>Values per output.</summary>
    public int OutputSize { get; }

    /// <summary>The layers in order.</summary>
    public IReadOnlyList<LayerInfo> Layers { get; }

    /// <summary>
    /// All parameters in Keras's order. Their offsets tile one flat block: first all that training changes, <see cref="TrainableParameterCount"/> values,
    /// and behind them the state that it leaves alone, each in the order of the layers.
    /// </summary>
    public IReadOnlyList<ParameterInfo> Parameters { get; }

    /// <summary>Number of parameters (Keras: "Total params").</summary>
    public long ParameterCount { get; }

    /// <summary>Number of those that training changes (Keras: "Trainable params").</summary>
    public long TrainableParameterCount { get; }

    /// <summary>Floating-point operations of one sample's forward pass; a multiply-add counts as two.</summary>
    public long ForwardFlops { get; }

    /// <summary>The activation that makes the output from the last layer's linear values; losses that match it are fused with it.</summary>
    public required Activation OutputActivation { get; init; }

    /// <summary>
    /// Bytes that inference holds beside the parameters, per thread: packed weights are counted once, buffers for each. Predictions during which the
    /// weights change take further copies of the packed weights.
    /// </summary>
    public required long InferenceBytes { get; init; }

    /// <summary>
    /// Bytes of training buffers that do not depend on the batch size, at one thread, optimizer state not counted: the most there can be, with all gradients held whole. Where
    /// the optimizer takes those of large dense kernels in pieces, their part of the memory is never touched.
    /// </summary>
    public required long TrainingBytes { get; init; }

    /// <summary>Bytes of training buffers per sample of the batch.</summary>
    public required long TrainingBytesPerSample { get; init; }

    /// <summary>Bytes of training buffers per further thread.</summary>
    public required long TrainingBytesPerWorker { get; init; }

    /// <summary>What makes the layers' <see cref="LayerInfo.Config"/>. Emitted code sets this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public LayerConfigs? LayerConfigs
    {
        get;
        init
        {
            field = value;
            for (int i = 0; value is not null && i < Layers.Count; i++)
            {
                Layers[i].ConfigureBy(value, i);
            }
        }
    }

    /// <summary>
    /// Keras's <c>model.summary()</c> as text for the console: 88 columns, or as many as the window has where it is narrower;
    /// drawn with lines, or in ASCII where the console's encoding has none.
    /// </summary>
    public string Summary() => NetworkSummary.ForConsole(this);

    /// <summary>Keras's <c>model.summary()</c> as text, drawn with lines, the same on every machine.</summary>
    /// <param name="width">Columns, at least 40 (Keras: <c>line_length</c>). Names that have no room are broken or cut in the middle; numbers never are.</param>
    public string Summary(int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, NetworkSummary.LeastWidth);
        return NetworkSummary.Write(this, width, SummaryBorders.Lines);
    }

    /// <summary>Emitted code and optimizers take the first values of the block for those that training changes, and check no more.</summary>
    private void RequireTrainableFirst()
    {
        foreach (ParameterInfo parameter in Parameters)
        {
            bool isInPlace = parameter.IsTrainable
                ? parameter.Offset + (long)parameter.Size <= TrainableParameterCount
                : parameter.Offset >= TrainableParameterCount;
            if (!isInPlace)
            {
                throw new ArgumentException(
                    $"'{parameter.Name}' of {Name} lies at {parameter.Offset}: the {TrainableParameterCount} values that training changes come first, and the others behind them. "
                        + "A network that an earlier version of NetGen has compiled must be compiled anew.",
                    "layers");
            }
        }
    }

    private static int Product(IReadOnlyList<int> shape) => shape.Aggregate(1, (product, size) => checked(product * size));
}
