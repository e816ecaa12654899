using System;

namespace NetGen;

/// <summary>What the layers that pool whole images have in common.</summary>
public abstract class GlobalPoolingAttribute : PlainLayerAttribute
{
    private protected GlobalPoolingAttribute()
    {
    }

    /// <summary>
    /// Whether the output keeps the axes of the image: (1, 1, channels) instead of (channels) (Keras: <c>keepdims</c>). Default: false.
    /// </summary>
    public bool KeepDims { get; set; }
}

/// <summary>
/// The mean of all pixels, per channel (Keras: <c>GlobalAveragePooling2D</c>). Input (height, width, channels), output (channels), a vector that
/// dense layers take as it is.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class GlobalAveragePooling2DAttribute : GlobalPoolingAttribute;

/// <summary>
/// The largest of all pixels, per channel (Keras: <c>GlobalMaxPooling2D</c>). Equal ones share the gradient evenly, as in Keras; in a window of
/// <see cref="MaxPooling2DAttribute"/> the first one gets it. Input (height, width, channels), output (channels).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class GlobalMaxPooling2DAttribute : GlobalPoolingAttribute;
