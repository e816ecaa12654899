using NetGen;

namespace Shop.Models
{
    [Network(12, 12, 1)]
    [Rescaling(1 / 255.0)]
    [Conv2D(8, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
    [MaxPooling2D(2)]
    [Flatten]
    [Dropout(0.25)]
    [Dense(16, Activation = Activation.ReLU, KernelL2 = 1e-4)]
    [Dense(10, Activation = Activation.Softmax)]
    public sealed partial class Digits;

    /// <summary>Every kind of argument that an attribute can have.</summary>
    [Network(8, 6, 3, LayerOutputs = true, MaxParameters = 100_000)]
    [RandomFlip(FlipMode.Horizontal)]
    [Conv2D(4, KernelHeight = 3, KernelWidth = 1, Name = "rows", UseBias = false, KernelInitializer = Initializer.HeNormal)]
    [Activation(Activation.LeakyReLU, NegativeSlope = 0.125)]
    [Flatten]
    [Dense(1, Activation = Activation.Sigmoid, BiasInitializer = Initializer.Constant, BiasConstant = -0.5)]
    public sealed partial class Colours;
}

namespace Shop
{
    [Network(4)]
    [Normalization]
    [Dense(3)]
    internal sealed partial class Flowers;

    internal static partial class Outer
    {
        [Network(5, InputGradient = true)]
        [Dense(2, Activation = Activation.Tanh)]
        private sealed partial class @class;
    }
}
