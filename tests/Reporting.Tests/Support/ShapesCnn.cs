namespace NetGen.Reporting.Tests;

/// <summary>A small network of every part that a report shows.</summary>
[Network(8, 8, 3)]
[Rescaling(0.5)]
[Conv2D(4, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Flatten]
[Dropout(0.1)]
[Dense(6, Activation = Activation.ReLU)]
[Dense(3, Activation = Activation.Softmax)]
public sealed partial class ShapesCnn;
