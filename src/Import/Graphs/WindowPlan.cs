using System;
using NetGen.Import.Declaration;

namespace NetGen.Import.Graphs;

/// <summary>How the window of a convolution or pooling moves over an image, with all that attributes leave open counted out.</summary>
/// <param name="Size">Its height and width.</param>
/// <param name="Strides">Pixels from one place to the next.</param>
/// <param name="Dilation">Pixels from one tap to the next.</param>
/// <param name="Pad">Rows and columns around the image.</param>
/// <param name="IsSame">Whether these are Keras's "same" for an image of this size.</param>
/// <param name="Output">Places of the window.</param>
internal sealed record WindowPlan(Extent Size, Extent Strides, Extent Dilation, Sides Pad, bool IsSame, Extent Output)
{
    /// <summary>Rows and columns over which the window reaches.</summary>
    public Extent Reach => new(Over(Size.Height, Dilation.Height), Over(Size.Width, Dilation.Width));

    /// <summary>The plan of a node; null where its attributes are not those of a window over two axes.</summary>
    /// <param name="node">The node.</param>
    /// <param name="image">Height and width of the image.</param>
    /// <param name="kernel">Height and width of the window.</param>
    public static WindowPlan? Of(GraphNode node, Extent image, Extent kernel)
    {
        if (Two(node, "strides") is not { } strides || Two(node, "dilations") is not { } dilation || kernel.Height < 1 || kernel.Width < 1)
        {
            return null;
        }

        int[] pads = node.Integers("pads") ?? [0, 0, 0, 0];
        string auto = node.Text("auto_pad", "NOTSET");
        if (pads.Length != 4 || strides.Height < 1 || strides.Width < 1 || dilation.Height < 1 || dilation.Width < 1)
        {
            return null;
        }

        var reach = new Extent(Over(kernel.Height, dilation.Height), Over(kernel.Width, dilation.Width));
        Sides same = Same(image, reach, strides);
        Sides pad = auto switch
        {
            "SAME_UPPER" => same,
            "SAME_LOWER" => new Sides(same.Bottom, same.Top, same.Right, same.Left),
            "VALID" => default,
            _ => new Sides(pads[0], pads[2], pads[1], pads[3]),
        };
        bool isCeiling = node.Integer("ceil_mode", 0) != 0 && auto == "NOTSET";
        int rows = Places(image.Height, pad.Top, ref pad, reach.Height, strides.Height, isCeiling, isRows: true);
        int columns = Places(image.Width, pad.Left, ref pad, reach.Width, strides.Width, isCeiling, isRows: false);
        return new WindowPlan(kernel, strides, dilation, pad, pad == same && !pad.IsNone, new Extent(rows, columns));
    }

    /// <summary>The padding that Keras's "same" has: as many places as the image has pixels, divided by the strides; an odd row lies below.</summary>
    public static Sides Same(Extent image, Extent reach, Extent strides)
    {
        int rows = Missing(image.Height, reach.Height, strides.Height);
        int columns = Missing(image.Width, reach.Width, strides.Width);
        return new Sides(rows / 2, rows - (rows / 2), columns / 2, columns - (columns / 2));
    }

    /// <summary>Two whole numbers of an attribute, 1 where it is missing; null where it has another number of them.</summary>
    public static Extent? Two(GraphNode node, string attribute) => node.Integers(attribute) switch
    {
        null => Extent.One,
        [int height, int width] => new Extent(height, width),
        _ => null,
    };

    private static int Over(int size, int dilation) => ((size - 1) * dilation) + 1;

    private static int Missing(int size, int reach, int stride) => Math.Max(((((size + stride - 1) / stride) - 1) * stride) + reach - size, 0);

    /// <summary>Places along one axis. What is rounded up is so much more padding at the end; a window never begins in it.</summary>
    private static int Places(int size, int before, ref Sides pad, int reach, int stride, bool isCeiling, bool isRows)
    {
        int after = isRows ? pad.Bottom : pad.Right;
        int free = size + before + after - reach;
        if (free < 0)
        {
            return 0;
        }

        int places = (free / stride) + 1;
        if (isCeiling && free % stride != 0 && places * stride < size + before)
        {
            int added = stride - (free % stride);
            pad = isRows ? pad with { Bottom = pad.Bottom + added } : pad with { Right = pad.Right + added };
            places++;
        }

        return places;
    }
}
