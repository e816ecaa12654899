using System;

namespace NetGen.Samples.Browser;

/// <summary>
/// Makes a digit of MNIST's kind of a drawing or a photograph: bright strokes on black, at most 20 pixels wide and high, the centre of
/// their mass in the middle of 28 x 28 pixels.
/// </summary>
internal static class DigitImage
{
    public const int Side = 28;

    public const int Length = Side * Side;

    private const int StrokesSide = 20;

    /// <summary>Strokes stand out from the paper by more than this share of what stands out most.</summary>
    private const float Threshold = 0.35f;

    /// <param name="brightness">A byte a pixel, row by row.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="digit">Receives 28 x 28 values from 0 to 255; all 0 where the picture is empty.</param>
    public static void Normalize(ReadOnlySpan<byte> brightness, int width, Span<float> digit)
    {
        digit.Clear();
        float[] ink = Ink(brightness, width);
        int height = ink.Length / width;
        if (FindBox(ink, width, height) is not { } box)
        {
            return;
        }

        // Each pixel of the digit is the mean of what lies below it.
        float scale = Math.Max(box.Width, box.Height) / (float)StrokesSide;
        int columns = Math.Clamp((int)MathF.Round(box.Width / scale), 1, StrokesSide);
        int rows = Math.Clamp((int)MathF.Round(box.Height / scale), 1, StrokesSide);
        float[] strokes = new float[rows * columns];
        float mass = 0, massX = 0, massY = 0;
        for (int i = 0; i < strokes.Length; i++)
        {
            (int y, int x) = (i / columns, i % columns);
            float value = Mean(ink, width, box.Left + (x * scale), box.Top + (y * scale), scale, box);
            strokes[i] = value;
            mass += value;
            massX += value * x;
            massY += value * y;
        }

        int left = Math.Clamp((int)MathF.Round((Side / 2) - 0.5f - (massX / mass)), 0, Side - columns);
        int top = Math.Clamp((int)MathF.Round((Side / 2) - 0.5f - (massY / mass)), 0, Side - rows);
        for (int i = 0; i < strokes.Length; i++)
        {
            digit[((top + (i / columns)) * Side) + left + (i % columns)] = Math.Min(255, strokes[i] * 255);
        }
    }

    /// <summary>How far each pixel stands out from the paper, whose brightness is the mean along the picture's edge: from 0 to 1.</summary>
    private static float[] Ink(ReadOnlySpan<byte> brightness, int width)
    {
        int height = brightness.Length / width;
        float paper = 0;
        for (int x = 0; x < width; x++)
        {
            paper += brightness[x] + brightness[((height - 1) * width) + x];
        }

        for (int y = 0; y < height; y++)
        {
            paper += brightness[y * width] + brightness[(y * width) + width - 1];
        }

        paper /= 2 * (width + height);
        float most = 1;
        foreach (byte value in brightness)
        {
            most = Math.Max(most, Math.Abs(value - paper));
        }

        // Noise of a uniform picture is no ink.
        float[] ink = new float[brightness.Length];
        if (most < 24)
        {
            return ink;
        }

        for (int i = 0; i < ink.Length; i++)
        {
            float share = Math.Abs(brightness[i] - paper) / most;
            ink[i] = share < Threshold ? 0 : Math.Min(1, (share - Threshold) / (0.8f - Threshold));
        }

        return ink;
    }

    private static (int Left, int Top, int Width, int Height)? FindBox(float[] ink, int width, int height)
    {
        (int left, int top, int right, int bottom) = (width, height, -1, -1);
        for (int i = 0; i < ink.Length; i++)
        {
            if (ink[i] > 0)
            {
                (int y, int x) = (i / width, i % width);
                (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
            }
        }

        return right < 0 ? null : (left, top, right - left + 1, bottom - top + 1);
    }

    private static float Mean(float[] ink, int width, float left, float top, float size, (int Left, int Top, int Width, int Height) box)
    {
        int x0 = (int)left, y0 = (int)top;
        int x1 = Math.Min(box.Left + box.Width, Math.Max(x0 + 1, (int)(left + size)));
        int y1 = Math.Min(box.Top + box.Height, Math.Max(y0 + 1, (int)(top + size)));
        float sum = 0;
        for (int y = y0; y < y1; y++)
        {
            for (int x = x0; x < x1; x++)
            {
                sum += ink[(y * width) + x];
            }
        }

        return sum / Math.Max(1, (x1 - x0) * (y1 - y0));
    }
}
