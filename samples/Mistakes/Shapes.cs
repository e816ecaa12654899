namespace NetGen.Samples.Mistakes;

[Network(28, 0, 1)]
[Flatten]
[Dense(10)]
public sealed partial class NoColumns;

[Network(4, 4, 1)]
[Conv2D(8, 9, Padding = Padding.Same, Activation = Activation.ReLU)]
[Flatten]
[Dense(10)]
public sealed partial class MostlyPadding;

// 28 -> 26 -> 13 -> 11 -> 5 -> 3 -> 1 -> nothing.
[Network(28, 28, 1)]
[Conv2D(8, 3)]
[MaxPooling2D(2)]
[Conv2D(8, 3)]
[MaxPooling2D(2)]
[Conv2D(8, 3)]
[MaxPooling2D(2)]
[Conv2D(8, 3)]
[Flatten]
[Dense(10)]
public sealed partial class TooDeep;

[Network(28, 28, 1)]
[Flatten]
[Conv2D(8, 3)]
[Dense(10)]
public sealed partial class FlattenedTooEarly;

[Network(28, 28, 1)]
[Conv2D(8, 3)]
[Dense(10)]
public sealed partial class NotFlattened;

[Network(28, 28, 1)]
[Flatten]
[Dense(64, Activation = Activation.ReLU)]
[Flatten]
[Dense(10)]
public sealed partial class FlattenedTwice;

[Network(4000, 4000, 3)]
[Flatten]
[Dense(1000)]
public sealed partial class TooWide;

[Network(28, 28, 1, MaxParameters = 5_000)]
[Flatten]
[Dense(10)]
public sealed partial class OverBudget;

// PyTorch's (channels, height, width).
[Network(3, 224, 224)]
[Flatten]
[Dense(10)]
public sealed partial class ChannelsFirst;

// PyTorch's Conv2d(in, out, kernel): three filters of 32x32 here.
[Network(64, 64, 3)]
[Conv2D(3, 32, 5, Activation = Activation.ReLU)]
[Flatten]
[Dense(10)]
public sealed partial class ChannelsBeforeKernel;
