using System;

namespace NetGen;

/// <summary>
/// Bilinear interpolation as in <c>tf.image.resize</c> without antialiasing: the centre of target pixel i lies at
/// (i + 0.5) * source / target - 0.5 of the source, and the edges are repeated.
/// </summary>
internal static class BilinearResize
{
    public static byte[] Run(RasterImage image, int height, int width)
    {
        Tap[] rows = Taps(image.Height, height);
        Tap[] columns = Taps(image.Width, width);
        ReadOnlySpan<byte> source = image.Pixels;
        int channels = image.Channels;
        int stride = image.Width * channels;
        var target = new byte[checked(height * width * channels)];
        int next = 0;
        foreach (Tap row in rows)
        {
            ReadOnlySpan<byte> above = source.Slice(row.First * stride, stride);
            ReadOnlySpan<byte> below = source.Slice(row.Second * stride, stride);
            foreach (Tap column in columns)
            {
                for (int channel = 0; channel < channels; channel++)
                {
                    float top = Between(above[(column.First * channels) + channel], above[(column.Second * channels) + channel], column.Share);
                    float bottom = Between(below[(column.First * channels) + channel], below[(column.Second * channels) + channel], column.Share);
                    target[next++] = (byte)MathF.Round(Between(top, bottom, row.Share));
                }
            }
        }

        return target;
    }

    private static Tap[] Taps(int source, int target)
    {
        var taps = new Tap[target];
        double scale = (double)source / target;
        for (int i = 0; i < target; i++)
        {
            double centre = Math.Clamp(((i + 0.5) * scale) - 0.5, 0, source - 1);
            int first = (int)centre;
            taps[i] = new Tap(first, Math.Min(first + 1, source - 1), (float)(centre - first));
        }

        return taps;
    }

    private static float Between(float first, float second, float share) => first + ((second - first) * share);

    /// <summary>Two neighbours in the source and the second one's share of the value.</summary>
    private readonly record struct Tap(int First, int Second, float Share);
}
