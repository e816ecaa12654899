namespace NetGen.Bench.Fuzz;

/// <summary>What files of weights are read into.</summary>
[Network(6, 6, 1)]
[Conv2D(3, 3, Activation = Activation.ReLU)]
[BatchNormalization]
[Flatten]
[Dense(4, Activation = Activation.Softmax)]
internal sealed partial class Small;
