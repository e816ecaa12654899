namespace NetGen.Samples.Lecture.Networks;

/// <summary>The slide's typical CNN; every layer's output can be looked at.</summary>
[Network(200, 200, 3, LayerOutputs = true)]
[Conv2D(32, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Conv2D(128, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Flatten]
[Dense(5, Activation = Activation.Softmax)]
internal sealed partial class LectureCnn;
