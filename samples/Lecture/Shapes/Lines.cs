namespace NetGen.Samples.Lecture.Shapes;

/// <summary>White lines on black: an upright one, a level one, one that falls to the right and one that rises.</summary>
internal static class Lines
{
    public const int Side = 48;

    private const int Room = 4;
    private const int Half = Side / 2;

    /// <summary>The image row by row, from 0 to 1; each line has a quarter of it.</summary>
    public static float[] Draw()
    {
        float[] image = new float[Side * Side];
        for (int i = Room; i < Half - Room; i++)
        {
            image[(i * Side) + (Half / 2)] = 1;
            image[(Half / 2 * Side) + Half + i] = 1;
            image[((Half + i) * Side) + i] = 1;
            image[((Half + i) * Side) + Side - 1 - i] = 1;
        }

        return image;
    }
}
