using System;
using NetGen.Import.Declaration;

namespace NetGen.Import.Graphs;

/// <summary>What a transposed convolution makes, and what of it is cut off.</summary>
/// <param name="Strides">Pixels of the output between the places of neighbouring input pixels.</param>
/// <param name="Dilation">Pixels from one tap to the next.</param>
/// <param name="Added">Rows and columns that are added at the end.</param>
/// <param name="Crop">What is cut off the full size; below 0 where still more is added.</param>
/// <param name="Output">The size that is left.</param>
/// <param name="Reach">Rows and columns over which the kernel reaches.</param>
internal sealed record TransposedPlan(Extent Strides, Extent Dilation, Extent Added, Sides Crop, Extent Output, Extent Reach)
{
    public static TransposedPlan? Of(GraphNode node, Extent image, Extent kernel)
    {
        if (WindowPlan.Two(node, "strides") is not { } strides || WindowPlan.Two(node, "dilations") is not { } dilation || strides.Height < 1
            || strides.Width < 1)
        {
            return null;
        }

        int[] added = node.Integers("output_padding") ?? [0, 0];
        int[] pads = node.Integers("pads") ?? [0, 0, 0, 0];
        if (added.Length != 2 || pads.Length != 4)
        {
            return null;
        }

        var reach = new Extent(((kernel.Height - 1) * dilation.Height) + 1, ((kernel.Width - 1) * dilation.Width) + 1);
        int rows = ((image.Height - 1) * strides.Height) + reach.Height + added[0];
        int columns = ((image.Width - 1) * strides.Width) + reach.Width + added[1];
        string auto = node.Text("auto_pad", "NOTSET");
        int[]? wanted = node.Integers("output_shape")
            ?? (auto is "SAME_UPPER" or "SAME_LOWER" ? [image.Height * strides.Height, image.Width * strides.Width] : null);
        Sides crop = auto == "VALID" ? default : new Sides(pads[0], pads[2], pads[1], pads[3]);
        if (wanted is not null)
        {
            if (wanted.Length is not (2 or 4))
            {
                return null;
            }

            // ONNX puts the larger half at the end under SAME_UPPER alone.
            (int top, int bottom) = Halves(rows - wanted[wanted.Length - 2], auto == "SAME_UPPER");
            (int left, int right) = Halves(columns - wanted[wanted.Length - 1], auto == "SAME_UPPER");
            crop = new Sides(top, bottom, left, right);
        }

        var output = new Extent(rows - crop.Top - crop.Bottom, columns - crop.Left - crop.Right);
        return output.Height < 1 || output.Width < 1 ? null : new TransposedPlan(strides, dilation, new Extent(added[0], added[1]), crop, output, reach);
    }

    private static (int Before, int After) Halves(int total, bool isLargerAtEnd)
    {
        int half = Math.Max(total, 0) / 2;
        int rest = total - half;
        return isLargerAtEnd || total < 0 ? (half, rest) : (rest, half);
    }
}
