using System.Collections.Immutable;
using System.Linq;

namespace NetGen.Generator.Layers;

/// <summary>What layers with a kernel and a bias have in common.</summary>
internal sealed record Weighted(Activation Activation, bool UseBias, ParameterOptions Kernel, ParameterOptions Bias, Penalty ActivityPenalty)
{
    /// <summary>How the arguments about the kernel begin: "Kernel".</summary>
    public string KernelArguments { get; init; } = "Kernel";

    public Initialization KernelInitialization => Kernel.Initialization;

    public Initialization BiasInitialization => Bias.Initialization;

    /// <summary>The arguments that these layers share.</summary>
    /// <param name="reader">Reads the attribute.</param>
    /// <param name="outputs">Values that the activation sees at once; null where they depend on what arrives.</param>
    /// <param name="kernel">How the arguments about the kernel begin.</param>
    public static Weighted Read(LayerReader reader, int? outputs, string kernel = "Kernel")
    {
        Activation activation = reader.Member("Activation", Activation.Linear);
        if (outputs is { } count)
        {
            CheckSoftmax(activation, count, reader);
        }

        bool useBias = reader.Flag("UseBias", true);
        return new Weighted(
            activation,
            useBias,
            ParameterOptions.Read(kernel, Initializer.GlorotUniform, exists: true, "", reader),
            ParameterOptions.Read("Bias", Initializer.Zeros, useBias, "UseBias = false", reader),
            ParameterOptions.ReadPenalty("Activity", reader))
        { KernelArguments = kernel };
    }

    /// <summary>Whether the activation makes sense over so many values.</summary>
    public bool CheckSoftmax(LayerReader reader, int outputs) => CheckSoftmax(Activation, outputs, reader);

    /// <summary>Adds what these layers share, under Keras's names. What there is of a missing bias is said too, as Keras does.</summary>
    /// <param name="own">What the layer has before.</param>
    /// <param name="saysNoActivityPenalty">Whether Keras's layer says of a penalty on its output that there is none, instead of nothing.</param>
    /// <param name="kernels">The kernels: what their arguments begin with, what is said of them, and the axes that a norm is taken over.</param>
    public Hyperparameters AddTo(Hyperparameters own, bool saysNoActivityPenalty, params (string Name, ParameterOptions Options, int[] NormAxes)[] kernels)
    {
        own.Add("activation", Activation);
        own.Add("use_bias", UseBias);
        foreach ((string name, ParameterOptions options, _) in kernels)
        {
            own.Add(name + "_initializer", options.Initialization);
        }

        own.Add("bias_initializer", BiasInitialization);
        foreach ((string name, ParameterOptions options, _) in kernels)
        {
            own.Add(name + "_regularizer", options.Penalty);
        }

        own.Add("bias_regularizer", Bias.Penalty);
        if (saysNoActivityPenalty || !ActivityPenalty.IsZero)
        {
            own.Add("activity_regularizer", ActivityPenalty);
        }

        foreach ((string name, ParameterOptions options, int[] axes) in kernels)
        {
            own.Add(name + "_constraint", options.Constraint, axes);
        }

        own.Add("bias_constraint", Bias.Constraint, 0);
        return own;
    }

    /// <summary>The kernel as the layers have it whose kernel's last dimension counts the outputs.</summary>
    /// <param name="rank">Dimensions of the kernel; a norm is taken over all but the last.</param>
    public (string Name, ParameterOptions Options, int[] NormAxes) KernelOfRank(int rank) => ("kernel", Kernel, [.. Enumerable.Range(0, rank - 1)]);

    /// <summary>The kernel of that shape, whose last dimension counts the outputs, and the bias if there is one.</summary>
    public ImmutableArray<ParameterSpec> Parameters(ImmutableArray<int> kernelShape) =>
        Parameters(kernelShape[kernelShape.Length - 1], Kernel.Of("kernel", kernelShape));

    /// <summary>The kernels, and the bias if there is one.</summary>
    /// <param name="outputs">Values of the bias.</param>
    /// <param name="kernels">The kernels.</param>
    public ImmutableArray<ParameterSpec> Parameters(int outputs, params ParameterSpec[] kernels) => UseBias ? [.. kernels, Bias.Of("bias", [outputs])] : [.. kernels];

    private static bool CheckSoftmax(Activation activation, int outputs, LayerReader reader) =>
        ActivationLayer.CheckValues(activation, outputs, "Activation", $"{reader.Kind}(1)", reader);
}
