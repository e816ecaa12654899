using NetGen;

namespace Models;

[Network(8, 8, 1)]
[Conv2D(8, 3, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Flatten]
[Dense(2, Activation = Activation.Softmax)]
[Weights("weights/lines.safetensors")]
public sealed partial class LineCnn;
