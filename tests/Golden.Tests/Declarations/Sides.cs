namespace NetGen.Golden.Tests.Declarations;

/// <summary>Rows above and below, columns to the left and to the right.</summary>
internal readonly record struct Sides(int Top, int Bottom, int Left, int Right)
{
    public static Sides All(int count) => new(count, count, count, count);
}
