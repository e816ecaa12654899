using System;

namespace NetGen.Generator.Layers;

/// <summary>Rows and columns at the sides of an image: zeros that a layer puts around it, pixels that one cuts off, or what is stored with it.</summary>
internal readonly record struct Border(int Top, int Bottom, int Left, int Right)
{
    public bool IsNone => this == default;

    /// <summary>The same around the image with rows and columns exchanged.</summary>
    public Border Turned() => new(Left, Right, Top, Bottom);

    public Border Union(Border other) =>
        new(Math.Max(Top, other.Top), Math.Max(Bottom, other.Bottom), Math.Max(Left, other.Left), Math.Max(Right, other.Right));

    public Border Plus(Border other) => new(Top + other.Top, Bottom + other.Bottom, Left + other.Left, Right + other.Right);

    public Border Minus(Border other) => new(Top - other.Top, Bottom - other.Bottom, Left - other.Left, Right - other.Right);
}
