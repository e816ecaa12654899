namespace NetGen.Golden.Tests.Declarations;

/// <summary>Downwards and to the right.</summary>
internal readonly record struct Pair(int Height, int Width)
{
    public static Pair Square(int size) => new(size, size);

    public bool IsSquare => Height == Width;
}
