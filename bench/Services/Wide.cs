namespace NetGen.Bench.Services;

/// <summary>A wide multilayer perceptron: nearly all of a single prediction is the reading of 7 MB of weights, which a batch reads once.</summary>
[Network(784)]
[Dense(1024, Activation = Activation.ReLU)]
[Dense(1024, Activation = Activation.ReLU)]
[Dense(10, Activation = Activation.Softmax)]
internal sealed partial class Wide;
