using NetGen;

namespace Company.Learning_1;

/// <summary>Tells whether the line in a small image lies or stands.</summary>
[Network(Lines.Size, Lines.Size, 1)]                            // height, width, channels
[Conv2D(8, 3, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Flatten]
[Dense(2, Activation = Activation.Softmax)]
public sealed partial class LineCnn;
