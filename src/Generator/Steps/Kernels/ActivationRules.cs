namespace NetGen.Generator.Steps.Kernels;

/// <summary>What the planner may assume of activations.</summary>
internal static class ActivationRules
{
    /// <summary>The activation is an instruction or two: it is written wherever a value is stored, rather than once for a row of them.</summary>
    public static bool IsCheap(Activation activation) => activation is Activation.Linear or Activation.ReLU or Activation.LeakyReLU or Activation.ReLU6;

    /// <summary>The activation acts on each value alone, rather than on all channels of a pixel.</summary>
    public static bool IsElementwise(Activation activation) => activation is not (Activation.Softmax or Activation.LogSoftmax);

    /// <summary>
    /// The activation acts on each value alone, never falls, and its derivative can be computed from its output: it is fused
    /// into the layer before it, and its input need not be kept.
    /// </summary>
    public static bool FollowsFromOutput(Activation activation) => activation switch
    {
        Activation.Linear or Activation.ReLU or Activation.LeakyReLU or Activation.ELU or Activation.SELU
            or Activation.Sigmoid or Activation.Tanh or Activation.Softplus or Activation.ReLU6 or Activation.HardSigmoid
            or Activation.Softsign or Activation.Exponential or Activation.CELU => true,
        _ => false,
    };
}
