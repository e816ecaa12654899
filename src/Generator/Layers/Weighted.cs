using System.Collections.Immutable;
using System.Linq;

namespace NetGen.Generator.Layers;

/// <summary>What layers with a kernel and a bias have in common.</summary>
internal sealed record Weighted(Activation Activation, bool UseBias, ParameterOptions Kernel, ParameterOptions Bias, Penalty ActivityPenalty)
{
    public Initialization KernelInitialization => Kernel.Initialization;

    public Initialization BiasInitialization => Bias.Initialization;

    /// <summary>The arguments that these layers share.</summary>
    /// <param name="outputs">Values that the activation sees at once.</param>
    public static Weighted Read(LayerReader reader, int outputs)
    {
        Activation activation = reader.Member("Activation", Activation.Linear);
        if (activation == Activation.Softmax && outputs == 1)
        {
            reader.Error(RuleId.SoftmaxOverOneValue, "Activation", $"{reader.Kind}(1)");
        }

        bool useBias = reader.Flag("UseBias", true);
        return new Weighted(
            activation,
            useBias,
            ParameterOptions.Read("Kernel", Initializer.GlorotUniform, exists: true, "", reader),
            ParameterOptions.Read("Bias", Initializer.Zeros, useBias, "UseBias = false", reader),
            ParameterOptions.ReadPenalty("Activity", reader));
    }

    /// <summary>Adds what these layers share, under Keras's names. What there is of a missing bias is said too, as Keras does.</summary>
    /// <param name="own">What the layer has before.</param>
    /// <param name="kernelRank">Dimensions of the kernel; a norm is taken over all but the last.</param>
    /// <param name="saysNoActivityPenalty">Whether Keras's layer says of a penalty on its output that there is none, instead of nothing.</param>
    public Hyperparameters AddTo(Hyperparameters own, int kernelRank, bool saysNoActivityPenalty)
    {
        own.Add("activation", Activation);
        own.Add("use_bias", UseBias);
        own.Add("kernel_initializer", KernelInitialization);
        own.Add("bias_initializer", BiasInitialization);
        own.Add("kernel_regularizer", Kernel.Penalty);
        own.Add("bias_regularizer", Bias.Penalty);
        if (saysNoActivityPenalty || !ActivityPenalty.IsZero)
        {
            own.Add("activity_regularizer", ActivityPenalty);
        }

        own.Add("kernel_constraint", Kernel.Constraint, [.. Enumerable.Range(0, kernelRank - 1)]);
        own.Add("bias_constraint", Bias.Constraint, 0);
        return own;
    }

    /// <summary>The kernel of that shape, whose last dimension counts the outputs, and the bias if there is one.</summary>
    public ImmutableArray<ParameterSpec> Parameters(ImmutableArray<int> kernelShape)
    {
        ParameterSpec kernel = Kernel.Of("kernel", kernelShape);
        return UseBias ? [kernel, Bias.Of("bias", [kernelShape[kernelShape.Length - 1]])] : [kernel];
    }
}
