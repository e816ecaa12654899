using System;
using System.Linq;

namespace NetGen.Generator.Code;

/// <summary>An image that a sweep goes over.</summary>
/// <param name="Local">The name that its pixels get within the sweep.</param>
/// <param name="Origin">Reference to its first pixel.</param>
/// <param name="RowStride">Floats from one row of pixels to the next.</param>
/// <param name="PixelStride">Floats from one pixel to the next.</param>
internal readonly record struct SweptImage(string Local, string Origin, int RowStride, int PixelStride);

/// <summary>Writes loops over images beside something that repeats itself: with every pixel, or with every row of them.</summary>
internal static class ChannelSweep
{
    /// <summary>
    /// Writes <paramref name="body"/> for every piece of every period. It gets the operations and the offset within the period, which counts from the
    /// images' locals too.
    /// </summary>
    /// <param name="writer">Where to.</param>
    /// <param name="form">The vector form.</param>
    /// <param name="size">Rows of the images, pixels of a row, and values of a pixel.</param>
    /// <param name="period">Values after which what lies beside the images begins again: those of a pixel, or, where pixels lie one behind the other, of a row of them.</param>
    /// <param name="images">The images.</param>
    /// <param name="body">Writes what is done with the values at one place.</param>
    public static void Write(
        CodeWriter writer, VectorForm form, (int Height, int Width, int Channels) size, int period, SweptImage[] images, Action<Operations, string> body)
    {
        int row = size.Width * size.Channels;
        if (period == row)
        {
            Over(writer, "line", size.Height, index => Locals(writer, images, image => Reference.Product(index, image.RowStride)), () => Sweep.Row(writer, period, form, "i", body));
        }
        else if (images.All(image => image.RowStride == size.Width * image.PixelStride))
        {
            Over(
                writer,
                "pixel",
                size.Height * size.Width,
                index => Locals(writer, images, image => Reference.Product(index, image.PixelStride)),
                () => Sweep.Row(writer, period, form, "i", body));
        }
        else
        {
            using (writer.Block($"for (int line = 0; line < {size.Height}; line++)"))
            {
                Over(
                    writer,
                    "column",
                    size.Width,
                    index => Locals(writer, images, image => Reference.Sum(Reference.Product("line", image.RowStride), Reference.Product(index, image.PixelStride))),
                    () => Sweep.Row(writer, period, form, "i", body));
            }
        }
    }

    private static void Over(CodeWriter writer, string index, int count, Action<string> declare, Action write)
    {
        using (count == 1 ? null : writer.Block($"for (int {index} = 0; {index} < {count}; {index}++)") as IDisposable)
        {
            declare(count == 1 ? "0" : index);
            write();
        }
    }

    private static void Locals(CodeWriter writer, SweptImage[] images, Func<SweptImage, string> offset)
    {
        foreach (SweptImage image in images)
        {
            writer.Line($"ref float {image.Local} = ref {Reference.At(image.Origin, offset(image))};");
        }
    }
}
