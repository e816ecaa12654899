using System.Collections.Immutable;

namespace NetGen.Generator.Layers;

/// <summary>What layers with a kernel and a bias have in common.</summary>
internal sealed record Weighted(
    Activation Activation,
    bool UseBias,
    Initialization KernelInitialization,
    Initialization BiasInitialization,
    Penalty KernelPenalty,
    Penalty BiasPenalty,
    Penalty ActivityPenalty)
{
    /// <summary>The kernel of that shape, whose last dimension counts the outputs, and the bias if there is one.</summary>
    public ImmutableArray<ParameterSpec> Parameters(ImmutableArray<int> kernelShape)
    {
        var kernel = new ParameterSpec("kernel", kernelShape, KernelInitialization, KernelPenalty);
        if (!UseBias)
        {
            return [kernel];
        }

        int outputs = kernelShape[kernelShape.Length - 1];
        return [kernel, new ParameterSpec("bias", ImmutableArray.Create(outputs), BiasInitialization, BiasPenalty)];
    }
}
