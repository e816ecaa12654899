namespace NetGen;

/// <summary>The brightness of a colour, by the weights of ITU-R BT.601 in 256ths: the same for all formats.</summary>
internal static class Luma
{
    public static int Of(int red, int green, int blue) => ((red * 77) + (green * 150) + (blue * 29)) >> 8;
}
