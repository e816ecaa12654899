using System;
using System.Collections.Generic;

namespace NetGen;

/// <summary>How a folder of images is read: the arguments of Keras's <c>image_dataset_from_directory</c>.</summary>
public sealed class ImageFolderOptions
{
    /// <summary>Rows of the images that the network gets (Keras: <c>image_size</c>). At least 1; default 256.</summary>
    public int Height { get; init => field = AtLeastOne(value, nameof(Height)); } = 256;

    /// <summary>Columns of the images that the network gets (Keras: <c>image_size</c>). At least 1; default 256.</summary>
    public int Width { get; init => field = AtLeastOne(value, nameof(Width)); } = 256;

    /// <summary>Grey or colour (Keras: <c>color_mode</c>). Default: <see cref="ImageColor.Rgb"/>.</summary>
    public ImageColor Color
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Color), value, "Images are read as Grayscale or Rgb.");
    } = ImageColor.Rgb;

    /// <summary>
    /// Cuts the largest window in the centre that has the proportions asked for before resizing, where plain resizing
    /// would distort the picture (Keras: <c>crop_to_aspect_ratio</c>). Default: false.
    /// </summary>
    public bool CropToAspectRatio { get; init; }

    /// <summary>
    /// Factor of the pixels, which are 0 to 255 and must stay finite. Default 1: pass <c>1 / 255f</c> unless the network begins with a
    /// <see cref="RescalingAttribute"/>.
    /// </summary>
    public float Scale
    {
        get;
        init => field = float.IsFinite(value * byte.MaxValue)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Scale), value, "The factor of the pixels must be finite, and leave the brightest, 255, finite.");
    } = 1;

    /// <summary>
    /// The classes in the order of their indices; they must be the folder's own (Keras: <c>class_names</c>). Default: the
    /// names of the class folders, sorted by their code units.
    /// </summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>
    /// Mixes the classes once, while loading (Keras: <c>shuffle</c>): the files come sorted by class, and a validation
    /// split cuts off the last samples. Default: true.
    /// </summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Decides the order that shuffling gives. Default: 0.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// The pixels that an image file may have; one with more counts as broken before memory is taken for it. All processors
    /// decode at once, each with its own image. At least 1; default <see cref="RasterImage.DefaultMaxPixels"/>.
    /// </summary>
    public int MaxPixels { get; init => field = AtLeastOne(value, nameof(MaxPixels)); } = RasterImage.DefaultMaxPixels;

    /// <summary>What to do about files and folders that cannot be read. Default: <see cref="BrokenFiles.Fail"/>.</summary>
    public BrokenFiles BrokenFiles { get; init; }

    /// <summary>
    /// Keeps the resized images in memory, a byte per value. Where false, each read decodes its file anew, for folders
    /// larger than the memory; files are still checked when loading. Default: true.
    /// </summary>
    public bool InMemory { get; init; } = true;

    private static int AtLeastOne(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        return value;
    }
}
