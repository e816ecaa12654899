using NetGen;

namespace Company.Learning_1;

/// <summary>Small images with one bright line each, which lies or stands. Put your own data in their place.</summary>
public static class Lines
{
    /// <summary>Rows and columns of an image.</summary>
    public const int Size = 8;

    /// <summary>What the classes are called.</summary>
    public static readonly string[] ClassNames = ["lies", "stands"];

    /// <summary>Draws images, each with the class of its line.</summary>
    public static Dataset Draw(int count, int seed)
    {
        var random = new Random(seed);
        float[] images = new float[count * Size * Size];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = random.Next(2);
            Draw(images.AsSpan(i * Size * Size, Size * Size), stands: labels[i] == 1, random);
        }

        return Dataset.FromClasses(images, labels, [Size, Size, 1]);
    }

    private static void Draw(Span<float> image, bool stands, Random random)
    {
        int line = random.Next(Size);
        for (int pixel = 0; pixel < image.Length; pixel++)
        {
            bool bright = (stands ? pixel % Size : pixel / Size) == line;
            image[pixel] = (0.5f * random.NextSingle()) + (bright ? 0.5f : 0);
        }
    }
}
