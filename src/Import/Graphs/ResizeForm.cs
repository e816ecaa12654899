using System;
using System.Linq;
using NetGen.Import.Declaration;

namespace NetGen.Import.Graphs;

/// <summary>Whether a Resize computes what UpSampling2D does: that has half-pixel coordinates.</summary>
internal static class ResizeForm
{
    private const string Asymmetric = "asymmetric";
    private const string HalfPixel = "half_pixel";

    /// <summary>Where the file says that a pixel's place lies. Upsample, and Resize before opset 11, know one way alone.</summary>
    public static string Coordinates(GraphNode node) =>
        node.Kind == "Upsample" || node.Version < 11 ? Asymmetric : node.Text("coordinate_transformation_mode", HalfPixel);

    /// <summary>Whether it is linear, or else repeats pixels; null where it is neither.</summary>
    public static bool? Of(GraphNode node, Extent image, Extent size)
    {
        string coordinates = Coordinates(node);
        bool isStretched = node.Text("keep_aspect_ratio_policy", "stretch") == "stretch";
        if (!isStretched || node.Integer("antialias", 0) != 0)
        {
            return null;
        }

        switch (node.Text("mode", "nearest"))
        {
            case "nearest":
                string rounding = node.Kind == "Upsample" || node.Version < 11 ? "floor" : node.Text("nearest_mode", "round_prefer_floor");
                return Repeats(coordinates, rounding, image.Height, size.Height) && Repeats(coordinates, rounding, image.Width, size.Width) ? false : null;
            case "linear" or "bilinear":
                bool isConstant = image == Extent.One;
                bool isHalfPixel = coordinates == HalfPixel
                    || (coordinates == "pytorch_half_pixel" && image.Height * size.Height > 1 && image.Width * size.Width > 1);
                return isConstant || isHalfPixel ? true : null;
            default:
                return null;
        }
    }

    private static bool Repeats(string coordinates, string rounding, int pixels, int scale)
    {
        int length = pixels * scale;
        return Enumerable.Range(0, Math.Min(length, 1 << 16)).All(place => Source(coordinates, rounding, place, pixels, length, scale) == place / scale);
    }

    private static int Source(string coordinates, string rounding, int place, int pixels, int length, int scale)
    {
        double source = coordinates switch
        {
            Asymmetric => place / (double)scale,
            "align_corners" => length == 1 ? 0 : place * (pixels - 1.0) / (length - 1),
            "tf_half_pixel_for_nn" => (place + 0.5) / scale,
            "pytorch_half_pixel" when length == 1 => 0,
            _ => ((place + 0.5) / scale) - 0.5,
        };
        double pixel = rounding switch
        {
            "floor" => Math.Floor(source),
            "ceil" => Math.Ceiling(source),
            "round_prefer_ceil" => Math.Floor(source + 0.5),
            _ => Math.Ceiling(source - 0.5),
        };
        return (int)Math.Min(Math.Max(pixel, 0), pixels - 1);
    }
}
