namespace NetGen.Reporting;

/// <summary>How the values of a picture become colours.</summary>
public enum PictureColors
{
    /// <summary>One value per pixel: the lowest black, the highest white.</summary>
    Gray,

    /// <summary>Three values per pixel: red, green, blue.</summary>
    Rgb,

    /// <summary>One value per pixel: blue below the middle of the range, white in it, red above.</summary>
    Diverging,
}
