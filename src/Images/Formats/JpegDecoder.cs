using System;
using System.IO;
using StbImageSharp;

namespace NetGen;

/// <summary>
/// Decodes JPEG with the library that knows how, which trusts its input: it waits for ever behind a segment that passes the
/// end, hands out memory that nobody wrote where parts are missing, and loses memory when it is interrupted. So it gets no
/// file whose segments, tables, scans and restart markers have not been walked first, and no byte behind the end.
/// </summary>
internal static class JpegDecoder
{
    public static RasterImage Decode(byte[] file, ImageColor color, int maxPixels)
    {
        JpegStructure jpeg = JpegStructure.Read(file);
        ImageFormat.CheckSize(jpeg.Height, jpeg.Width, color, maxPixels);
        using var stream = new MemoryStream(file, 0, jpeg.End, writable: false);
        ImageResult image;
        try
        {
            image = ImageResult.FromStream(stream, color == ImageColor.Rgb ? ColorComponents.RedGreenBlue : ColorComponents.Grey);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The decoder's own words are shared by all threads, so they may be about another file.
            throw Undecodable(exception);
        }

        // Where the decoder loses its way between restart markers it stops early and takes the rest for decoded.
        return stream.Position == jpeg.End
            ? new RasterImage(image.Height, image.Width, color, image.Data).Oriented(jpeg.Orientation)
            : throw Undecodable(null);
    }

    private static InvalidDataException Undecodable(Exception? cause) => new("The JPEG image is broken: its data cannot be decoded.", cause);
}
