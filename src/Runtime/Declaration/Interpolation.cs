namespace NetGen;

/// <summary>What an image has between its pixels (Keras: <c>interpolation</c>).</summary>
public enum Interpolation
{
    /// <summary>The nearest pixel.</summary>
    Nearest,

    /// <summary>A mean of the four pixels around, each weighted by how near it is.</summary>
    Bilinear,
}
