using System;

namespace NetGen.Samples.Lecture.Shapes;

/// <summary>Drawn images, 200x200 in colour from 0 to 1: a shape of random size, place, rotation and colours under noise.</summary>
internal sealed class ShapeSet : Dataset
{
    public const int Side = 200;
    public const int Channels = 3;

    private const double SmallestRadius = 68;
    private const double LargestRadius = 85;
    private const double LargestShift = 8;
    private const double Noise = 35;

    private static readonly int Classes = Enum.GetValues<Shape>().Length;

    // Bytes, since a float image has half a megabyte.
    private readonly byte[][] _images;

    public ShapeSet(int count, int seed)
        : base([Side, Side, Channels], TargetKind.Classes, targetSize: 1)
    {
        _images = new byte[count][];
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            _images[i] = Draw(ClassOf(i), random);
        }
    }

    public override int Count => _images.Length;

    /// <summary>The classes take turns.</summary>
    public static Shape ClassOf(int index) => (Shape)(index % Classes);

    public override void ReadInput(int index, Span<float> input)
    {
        byte[] image = _images[index];
        for (int i = 0; i < image.Length; i++)
        {
            input[i] = image[i] / 255f;
        }
    }

    public override void ReadTarget(int index, Span<float> target) => target[0] = (float)ClassOf(index);

    /// <summary>One image as a network gets it.</summary>
    public float[] Image(int index)
    {
        float[] image = new float[InputSize];
        ReadInput(index, image);
        return image;
    }

    private static byte[] Draw(Shape shape, Random random)
    {
        (double X, double Y)[] corners = Outline.Corners(shape);
        double radius = SmallestRadius + ((LargestRadius - SmallestRadius) * random.NextDouble());
        double centerX = (Side / 2.0) + (LargestShift * ((2 * random.NextDouble()) - 1));
        double centerY = (Side / 2.0) + (LargestShift * ((2 * random.NextDouble()) - 1));
        (double sin, double cos) = Math.SinCos(2 * Math.PI * random.NextDouble());
        (double[] paper, double[] ink) = Colors(random);

        byte[] image = new byte[Side * Side * Channels];
        for (int pixel = 0; pixel < Side * Side; pixel++)
        {
            double x = ((pixel % Side) - centerX) / radius;
            double y = ((pixel / Side) - centerY) / radius;
            double[] color = Outline.Contains(corners, (x * cos) + (y * sin), (y * cos) - (x * sin)) ? ink : paper;
            for (int channel = 0; channel < Channels; channel++)
            {
                image[(pixel * Channels) + channel] = (byte)Math.Clamp((255 * color[channel]) + (Noise * Normal(random)), 0, 255);
            }
        }

        return image;
    }

    /// <summary>A bright colour and a darker one.</summary>
    private static (double[] Paper, double[] Ink) Colors(Random random) => (Color(0.7, 1, random), Color(0, 0.6, random));

    private static double[] Color(double low, double high, Random random) =>
        [low + ((high - low) * random.NextDouble()), low + ((high - low) * random.NextDouble()), low + ((high - low) * random.NextDouble())];

    /// <summary>Nearly normal, and quick: the sum of uniform numbers.</summary>
    private static double Normal(Random random) => random.NextDouble() + random.NextDouble() + random.NextDouble() + random.NextDouble() - 2;
}
