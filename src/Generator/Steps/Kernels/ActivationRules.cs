namespace NetGen.Generator.Steps.Kernels;

/// <summary>What the planner may assume of activations.</summary>
internal static class ActivationRules
{
    /// <summary>The activation is an instruction or two: it is written wherever a value is stored, rather than once for a row of them.</summary>
    public static bool IsCheap(Activation activation) => activation is Activation.Linear or Activation.ReLU or Activation.LeakyReLU;

    /// <summary>
    /// The activation acts on each value alone, never falls, and its derivative can be computed from its output: it is fused
    /// into the layer before it, and its input need not be kept.
    /// </summary>
    public static bool FollowsFromOutput(Activation activation) => activation switch
    {
        Activation.Linear or Activation.ReLU or Activation.LeakyReLU or Activation.ELU or Activation.SELU
            or Activation.Sigmoid or Activation.Tanh or Activation.Softplus => true,
        _ => false,
    };
}
