namespace NetGen.Mpi.Tests;

/// <summary>Dense layers of many weights between batch normalizations: their gradients go to other machines from one meeting of the lanes to the next.</summary>
[Network(32, 32, 3)]
[Conv2D(16, 3, Strides = 2, Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
[ReLU]
[MaxPooling2D(2)]
[Flatten]
[Dense(600, UseBias = false)]
[BatchNormalization]
[ReLU]
[Dense(900, UseBias = false)]
[BatchNormalization]
[ReLU]
[Dense(10, Activation = Activation.Softmax)]
internal sealed partial class WideNormalized;
