namespace NetGen.Samples.Lecture.Networks;

// The slides' worked examples, and the cat's way through one layer.

/// <summary>A 6x6 image under one 3x3 filter.</summary>
[Network(6, 6, 1)]
[Conv2D(1, 3, UseBias = false)]
internal sealed partial class SixBySix;

/// <summary>The same with a border of zeros, so that the size stays.</summary>
[Network(6, 6, 1)]
[Conv2D(1, 3, Padding = Padding.Same, UseBias = false)]
internal sealed partial class SixBySixPadded;

/// <summary>The same, every second slice.</summary>
[Network(6, 6, 1)]
[Conv2D(1, 3, Strides = 2, UseBias = false)]
internal sealed partial class SixBySixByTwo;

/// <summary>The same, every third slice.</summary>
[Network(6, 6, 1)]
[Conv2D(1, 3, Strides = 3, UseBias = false)]
internal sealed partial class SixBySixByThree;

/// <summary>Two channels under one filter.</summary>
[Network(3, 3, 2)]
[Conv2D(1, 2, UseBias = false)]
internal sealed partial class TwoChannels;

/// <summary>A photograph under four filters side by side.</summary>
[Network(200, 200, 3)]
[Conv2D(4, 3, Padding = Padding.Same, UseBias = false)]
internal sealed partial class EdgeFilters;

/// <summary>Drawn lines under a filter of two rows and two columns.</summary>
[Network(48, 48, 1)]
[Conv2D(1, 2, UseBias = false)]
internal sealed partial class LinesUnderTwo;

/// <summary>Drawn lines under a filter of three rows and three columns.</summary>
[Network(48, 48, 1)]
[Conv2D(1, 3, UseBias = false)]
internal sealed partial class LinesUnderThree;

/// <summary>A photograph under one filter, slice after slice.</summary>
[Network(200, 200, 3)]
[Conv2D(1, 3, Padding = Padding.Same, UseBias = false)]
internal sealed partial class CatByOne;

/// <summary>Every second slice.</summary>
[Network(200, 200, 3)]
[Conv2D(1, 3, Strides = 2, Padding = Padding.Same, UseBias = false)]
internal sealed partial class CatByTwo;

/// <summary>Every third slice.</summary>
[Network(200, 200, 3)]
[Conv2D(1, 3, Strides = 3, Padding = Padding.Same, UseBias = false)]
internal sealed partial class CatByThree;

/// <summary>The largest of every 2x2 cells.</summary>
[Network(4, 4, 1)]
[MaxPooling2D(2)]
internal sealed partial class LargestOfFour;

/// <summary>The mean of every 2x2 cells.</summary>
[Network(4, 4, 1)]
[AveragePooling2D(2)]
internal sealed partial class MeanOfFour;

/// <summary>A photograph whose sides pooling divides by 8.</summary>
[Network(200, 200, 3)]
[MaxPooling2D(8)]
internal sealed partial class CoarseLargest;

/// <summary>The same by averages.</summary>
[Network(200, 200, 3)]
[AveragePooling2D(8)]
internal sealed partial class CoarseMean;

/// <summary>Four rows and four columns in one row of numbers.</summary>
[Network(4, 4, 1)]
[Flatten]
internal sealed partial class FlattenedMap;

/// <summary>Two rows, two columns, three channels in one row of numbers.</summary>
[Network(2, 2, 3)]
[Flatten]
internal sealed partial class Flattened;
