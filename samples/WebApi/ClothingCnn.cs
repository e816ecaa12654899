using System.Collections.Generic;

namespace NetGen.Samples.WebApi;

/// <summary>Tells ten kinds of clothing apart on grey images of 28x28 pixels with values from 0 to 255, bright on black as in Fashion-MNIST.</summary>
[Network(28, 28, 1)]
[Rescaling(1 / 255.0)]
[Conv2D(32, 3, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Conv2D(64, 3, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Flatten]
[Dropout(0.3)]
[Dense(10, Activation = Activation.Softmax)]
internal sealed partial class ClothingCnn
{
    /// <summary>The file that comes with the program.</summary>
    public const string WeightFile = "clothing.safetensors";

    /// <summary>The classes in the order of the outputs.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        ["T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Boot"];
}
