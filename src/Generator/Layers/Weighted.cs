using System.Collections.Immutable;

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

    /// <summary>The kernel of that shape, whose last dimension counts the outputs, and the bias if there is one.</summary>
    public ImmutableArray<ParameterSpec> Parameters(ImmutableArray<int> kernelShape)
    {
        ParameterSpec kernel = Kernel.Of("kernel", kernelShape);
        return UseBias ? [kernel, Bias.Of("bias", [kernelShape[kernelShape.Length - 1]])] : [kernel];
    }
}
