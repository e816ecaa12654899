using System;

namespace NetGen;

/// <summary>
/// In training, cuts a part of the given size out of every image, every place equally likely; otherwise the middle of the image (Keras: <c>RandomCrop</c>).
/// (height, width, channels) becomes (<see cref="Height"/>, <see cref="Width"/>, channels). Behind a
/// <see cref="ZeroPadding2DAttribute"/> it moves images by whole pixels.
/// </summary>
/// <remarks>
/// Every image is cut at a place of its own; Keras draws one place for a batch. Keras's documentation resizes larger images when it does not train, and smaller
/// ones always; here a prediction sees pixels of the size that was trained on, and an image that is too small is an error.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class RandomCropAttribute : AugmentationAttribute
{
    /// <summary>A layer that crops images.</summary>
    /// <param name="height">Rows of the part; at least 1, at most those of the image.</param>
    /// <param name="width">Columns of the part; at least 1, at most those of the image.</param>
    public RandomCropAttribute(int height, int width)
    {
        Height = height;
        Width = width;
    }

    /// <summary>Rows of the part.</summary>
    public int Height { get; }

    /// <summary>Columns of the part.</summary>
    public int Width { get; }
}
