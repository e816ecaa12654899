using System;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Randomness;

/// <summary>An image read along a map of the plane, in plain loops and double precision.</summary>
/// <param name="Shape">The image's shape.</param>
/// <param name="Fill">What lies outside.</param>
/// <param name="FillValue">The value outside under <see cref="FillMode.Constant"/>.</param>
/// <param name="IsNearest">Whether a place has the value of the nearest pixel.</param>
internal sealed record PlainWarp(SampleShape Shape, FillMode Fill, double FillValue, bool IsNearest = false)
{
    /// <summary>The output whose pixel at (row, column) is the image's value at the place that a map gives.</summary>
    public double[] Apply(ReadOnlySpan<float> image, Func<int, int, (double Row, double Column)> map)
    {
        double[] output = new double[Shape.Size];
        for (int row = 0; row < Shape.Height; row++)
        {
            for (int column = 0; column < Shape.Width; column++)
            {
                (double fromRow, double fromColumn) = map(row, column);
                for (int channel = 0; channel < Shape.Channels; channel++)
                {
                    output[(((row * Shape.Width) + column) * Shape.Channels) + channel] = IsNearest
                        ? At(image, (int)Math.Round(fromRow), (int)Math.Round(fromColumn), channel)
                        : Between(image, fromRow, fromColumn, channel);
                }
            }
        }

        return output;
    }

    private double Between(ReadOnlySpan<float> image, double row, double column, int channel)
    {
        int top = (int)Math.Floor(row);
        int left = (int)Math.Floor(column);
        double value = 0;
        for (int corner = 0; corner < 4; corner++)
        {
            int y = top + (corner / 2);
            int x = left + (corner % 2);
            value += (1 - Math.Abs(row - y)) * (1 - Math.Abs(column - x)) * At(image, y, x, channel);
        }

        return value;
    }

    /// <summary>A pixel of the plane that the image is extended to.</summary>
    private double At(ReadOnlySpan<float> image, int row, int column, int channel)
    {
        bool isOutside = row < 0 || row >= Shape.Height || column < 0 || column >= Shape.Width;
        return isOutside && Fill == FillMode.Constant
            ? FillValue
            : image[(((Inside(row, Shape.Height) * Shape.Width) + Inside(column, Shape.Width)) * Shape.Channels) + channel];
    }

    /// <summary>Step by step back into the image.</summary>
    private int Inside(int index, int size)
    {
        while (index < 0 || index >= size)
        {
            index = Fill switch
            {
                FillMode.Reflect => index < 0 ? -1 - index : (2 * size) - 1 - index,
                FillMode.Wrap => index < 0 ? index + size : index - size,
                _ => index < 0 ? 0 : size - 1,
            };
        }

        return index;
    }
}
