using System;

namespace NetGen.Bench.Peers;

/// <summary>The zeros around an image that a convolution reads; all images are square.</summary>
/// <param name="Before">Lines above and on the left.</param>
/// <param name="After">Lines below and on the right.</param>
internal readonly record struct Margin(int Before, int After)
{
    /// <summary>Those of a convolution, depthwise or not.</summary>
    public static Margin Of(Node node) => node.Operation switch
    {
        Convolution c => Of(node, c.Kernel, c.Strides, c.Border),
        DepthwiseConvolution d => Of(node, d.Kernel, d.Strides, Border.Same),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node.Operation, "An operation without zeros around its image."),
    };

    private static Margin Of(Node node, int kernel, int strides, Border border)
    {
        // Lines of the padded image, of which no more are read.
        int reach = ((node.Shape[0] - 1) * strides) + kernel;
        int missing = Math.Max(0, reach - node.Input.Shape[0]);
        int before = border switch
        {
            Border.None => 0,
            Border.Even => kernel / 2,
            _ => missing / 2,
        };
        return new Margin(before, Math.Max(0, missing - before));
    }
}
