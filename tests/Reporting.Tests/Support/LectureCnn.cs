namespace NetGen.Reporting.Tests;

/// <summary>"A typical CNN".</summary>
[Network(200, 200, 3)]
[Conv2D(32, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Conv2D(128, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Flatten]
[Dense(5, Activation = Activation.Softmax)]
public sealed partial class LectureCnn;
