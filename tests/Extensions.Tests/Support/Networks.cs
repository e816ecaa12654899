namespace NetGen.Extensions.Tests;

/// <summary>Three classes of small images, 2 rows of 3 pixels in 2 colours.</summary>
[Network(2, 3, 2)]
[Flatten]
[Dense(3, Activation = Activation.Softmax)]
internal sealed partial class SmallNet;

/// <summary>Other shapes, so that the weights of one do not fit the other.</summary>
[Network(4)]
[Dense(1, Activation = Activation.Sigmoid)]
internal sealed partial class OtherNet;
