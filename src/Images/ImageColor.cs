namespace NetGen;

/// <summary>The channels that images are read with (Keras: <c>color_mode</c>).</summary>
public enum ImageColor
{
    /// <summary>One channel: the brightness.</summary>
    Grayscale = 1,

    /// <summary>Three channels: red, green, blue. Transparency is dropped.</summary>
    Rgb = 3,
}
