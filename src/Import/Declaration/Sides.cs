namespace NetGen.Import.Declaration;

/// <summary>Rows or columns at the four sides of images.</summary>
internal readonly record struct Sides(int Top, int Bottom, int Left, int Right)
{
    public bool IsNone => this == default;

    public bool IsEven => Top == Bottom && Bottom == Left && Left == Right;
}

/// <summary>Two sizes.</summary>
internal readonly record struct Extent(int Height, int Width)
{
    public static Extent One => new(1, 1);

    public bool IsSquare => Height == Width;

    /// <summary>As Keras writes it.</summary>
    public int[] Sizes => [Height, Width];
}
