using System;

namespace NetGen;

/// <summary>
/// What the layers have in common that change images at random in training, every sample in its own way, and do nothing
/// otherwise. They stand before the first layer with weights, before or behind a <see cref="RescalingAttribute"/>. What they
/// draw depends on the seed, the step and the sample alone. The shape, (height, width, channels), stays; only
/// <see cref="RandomCropAttribute"/> makes it smaller.
/// </summary>
public abstract class AugmentationAttribute : PlainLayerAttribute
{
    private protected AugmentationAttribute()
    {
    }
}

/// <summary>
/// What the layers have in common that move pixels. Between pixels lies what <see cref="Interpolation"/> says, outside the image what
/// <see cref="FillMode"/> says.
/// </summary>
public abstract class WarpAttribute : AugmentationAttribute
{
    private protected WarpAttribute()
    {
    }

    /// <summary>What lies outside the image. Default: <see cref="NetGen.FillMode.Reflect"/>, as in Keras.</summary>
    public FillMode FillMode { get; set; } = FillMode.Reflect;

    /// <summary>
    /// What lies between pixels: means of four, or the nearest pixel, which keeps the values of images that hold classes. Default:
    /// <see cref="NetGen.Interpolation.Bilinear"/>.
    /// </summary>
    public Interpolation Interpolation { get; set; } = Interpolation.Bilinear;

    /// <summary>The value outside the image under <see cref="NetGen.FillMode.Constant"/>. Finite; default 0.</summary>
    public double FillValue { get; set; }
}

/// <summary>
/// In training, mirrors every second image, drawn at random; otherwise the identity (Keras: <c>RandomFlip</c>).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class RandomFlipAttribute : AugmentationAttribute
{
    /// <summary>A layer that flips images.</summary>
    /// <param name="mode">Which way; default: both at once, as in Keras.</param>
    public RandomFlipAttribute(FlipMode mode = FlipMode.HorizontalAndVertical) => Mode = mode;

    /// <summary>Which way images are mirrored.</summary>
    public FlipMode Mode { get; }
}

/// <summary>
/// In training, moves every image up or down and left or right, by distances drawn evenly; otherwise the identity
/// (Keras: <c>RandomTranslation</c>).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class RandomTranslationAttribute : WarpAttribute
{
    /// <summary>A layer that moves images.</summary>
    /// <param name="heightFactor">The largest distance up or down, as a share of the height; in [0, 1].</param>
    /// <param name="widthFactor">The largest distance to the left or right, as a share of the width; in [0, 1].</param>
    public RandomTranslationAttribute(double heightFactor, double widthFactor)
    {
        HeightFactor = heightFactor;
        WidthFactor = widthFactor;
    }

    /// <summary>A layer that moves images by distances of ranges: those that are given, and not at all where none is.</summary>
    public RandomTranslationAttribute()
    {
    }

    /// <summary>The largest distance up or down, as a share of the height.</summary>
    public double HeightFactor { get; }

    /// <summary>The largest distance to the left or right, as a share of the width.</summary>
    public double WidthFactor { get; }

    /// <summary>The lower end of distances down (Keras: <c>height_factor[0]</c>); negative is up; in [-1, 1]. Default: -HeightFactor.</summary>
    public double HeightLower { get; set; }

    /// <summary>Their upper end (Keras: <c>height_factor[1]</c>), at least the lower one; in [-1, 1]. Default: HeightFactor.</summary>
    public double HeightUpper { get; set; }

    /// <summary>The lower end of distances to the right (Keras: <c>width_factor[0]</c>); negative is to the left; in [-1, 1]. Default: -WidthFactor.</summary>
    public double WidthLower { get; set; }

    /// <summary>Their upper end (Keras: <c>width_factor[1]</c>), at least the lower one; in [-1, 1]. Default: WidthFactor.</summary>
    public double WidthUpper { get; set; }
}

/// <summary>
/// In training, turns every image about its centre, by an angle drawn evenly; otherwise the identity
/// (Keras: <c>RandomRotation</c>).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class RandomRotationAttribute : WarpAttribute
{
    /// <summary>A layer that turns images.</summary>
    /// <param name="factor">The largest angle either way, as a share of a full turn; in [0, 1]. 0.1 is up to 36 degrees.</param>
    public RandomRotationAttribute(double factor) => Factor = factor;

    /// <summary>A layer that turns images by angles of a range, <see cref="Lower"/> to <see cref="Upper"/>.</summary>
    public RandomRotationAttribute()
    {
    }

    /// <summary>The largest angle either way, as a share of a full turn.</summary>
    public double Factor { get; }

    /// <summary>The lower end of angles (Keras: <c>factor[0]</c>), as a share of a full turn; negative is clockwise; in [-1, 1]. Default: -Factor.</summary>
    public double Lower { get; set; }

    /// <summary>Their upper end (Keras: <c>factor[1]</c>), at least the lower one; positive is counter-clockwise; in [-1, 1]. Default: Factor.</summary>
    public double Upper { get; set; }
}

/// <summary>
/// In training, zooms every image in or out about its centre, by factors drawn evenly; otherwise the identity
/// (Keras: <c>RandomZoom</c>).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class RandomZoomAttribute : WarpAttribute
{
    /// <summary>A layer that zooms both directions alike, so that proportions stay.</summary>
    /// <param name="heightFactor">The most by which the visible part of the image grows or shrinks; in [0, 1]. 0.2 shows 80 to 120 %.</param>
    public RandomZoomAttribute(double heightFactor) => HeightFactor = heightFactor;

    /// <summary>A layer that zooms each direction by a factor of its own.</summary>
    /// <param name="heightFactor">The most by which the visible part grows or shrinks downwards; in [0, 1].</param>
    /// <param name="widthFactor">The most by which it grows or shrinks to the right; in [0, 1].</param>
    public RandomZoomAttribute(double heightFactor, double widthFactor)
        : this(heightFactor) => WidthFactor = widthFactor;

    /// <summary>
    /// A layer that zooms by factors of ranges: <see cref="HeightLower"/> to <see cref="HeightUpper"/>, and to the right the same or one of its own.
    /// </summary>
    public RandomZoomAttribute()
    {
    }

    /// <summary>The most by which the visible part grows or shrinks downwards.</summary>
    public double HeightFactor { get; }

    /// <summary>The most by which it grows or shrinks to the right; null where both directions zoom alike.</summary>
    public double? WidthFactor { get; }

    /// <summary>
    /// The lower end of what the visible part grows by downwards (Keras: <c>height_factor[0]</c>); negative zooms in; in [-1, 1]. Default: -HeightFactor.
    /// </summary>
    public double HeightLower { get; set; }

    /// <summary>Its upper end (Keras: <c>height_factor[1]</c>), at least the lower one; positive zooms out; in [-1, 1]. Default: HeightFactor.</summary>
    public double HeightUpper { get; set; }

    /// <summary>The lower end of what it grows by to the right (Keras: <c>width_factor[0]</c>); in [-1, 1]. Default: -WidthFactor, or as downwards.</summary>
    public double WidthLower { get; set; }

    /// <summary>Its upper end (Keras: <c>width_factor[1]</c>), at least the lower one; in [-1, 1]. Default: WidthFactor, or as downwards.</summary>
    public double WidthUpper { get; set; }
}

/// <summary>
/// In training, moves the values of every channel away from their mean over the image or towards it:
/// <c>(x - mean) * factor + mean</c>, cut off at <see cref="MinValue"/> and <see cref="MaxValue"/>; otherwise the identity
/// (Keras: <c>RandomContrast</c>). The factor, one per image, is drawn evenly from [1 - factor, 1 + factor], as Keras's
/// documentation says; its code, given one number, draws from [1, 1 + factor].
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class RandomContrastAttribute : AugmentationAttribute
{
    /// <summary>A layer that changes the contrast of images.</summary>
    /// <param name="factor">The most by which contrast grows or shrinks, as a share; in [0, 1].</param>
    public RandomContrastAttribute(double factor) => Factor = factor;

    /// <summary>A layer that changes the contrast of images by factors of a range, 1 - <see cref="Lower"/> to 1 + <see cref="Upper"/>.</summary>
    public RandomContrastAttribute()
    {
    }

    /// <summary>The most by which contrast grows or shrinks.</summary>
    public double Factor { get; }

    /// <summary>The most by which contrast shrinks (Keras: <c>factor[0]</c>), as a share; in [0, 1]. Default: Factor.</summary>
    public double Lower { get; set; }

    /// <summary>The most by which contrast grows (Keras: <c>factor[1]</c>), as a share; in [0, 1]. Default: Factor.</summary>
    public double Upper { get; set; }

    /// <summary>The lowest value of an image (Keras: <c>value_range[0]</c>). Finite; default 0.</summary>
    public double MinValue { get; set; }

    /// <summary>
    /// The highest value of an image (Keras: <c>value_range[1]</c>), above <see cref="MinValue"/>: 1 behind
    /// <c>[Rescaling(1.0 / 255)]</c>. Finite; default 255.
    /// </summary>
    public double MaxValue { get; set; } = 255;
}
