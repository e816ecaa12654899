using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Says how a convolution runs: what is fused, which tiles, which chunks.</summary>
internal static class ConvolutionWords
{
    public static string Of(ConvolutionStep step)
    {
        ConvolutionPlan plan = step.Plan;
        var parts = new List<string> { FormattableString.Invariant($"{plan.Form.Bits}-bit vectors") };
        if (plan.Winograd is { } winograd)
        {
            string samples = winograd.Samples > 1 ? FormattableString.Invariant($" of up to {winograd.Samples} samples each") : "";
            parts.Add(FormattableString.Invariant($"Winograd {winograd.Tile.Name}, strips of {winograd.Tiles} tiles{samples}"));
            parts.Add($"products in tiles of {Tiles(plan.Form, winograd.SamplesAtOnce * winograd.Tiles, plan.Filters)}");
            if (winograd.TransformsWeights)
            {
                parts.Add(FormattableString.Invariant($"weights transformed where they are used, {winograd.ChannelsAtOnce} channels at once"));
            }
        }
        else
        {
            if (step.Layer.Algorithm != Convolution.Auto)
            {
                parts.Add(WhyDirect(step));
            }

            Product product = ConvolutionForwardEmitter.ProductOf(step);
            int chunks = product.Reduction.Outer.Aggregate(1, (count, loop) => count * loop.Count);
            parts.Add($"tiles of {Tiles(plan.Form, product.PixelsAtOnce, plan.Filters, product.Reduction.Terms)}");
            parts.Add(FormattableString.Invariant(
                $"{product.Reduction.Steps} multiply-adds {(product.Reduction.Terms == 2 ? "of two terms " : "")}an output{(chunks > 1 ? FormattableString.Invariant($" in {chunks} chunks") : "")}"));
            parts.Add(Unrolling.Words(plan.Form, product.Reduction, product.LargestTile));
            if (product.Reduction.OfLastRegister is { } ofLast)
            {
                parts.Add(FormattableString.Invariant($"the last {plan.Filters % plan.Form.Lanes} filters with {ofLast.Steps} multiply-adds of two terms"));
            }
        }

        if (plan.Groups > 1)
        {
            parts.Add(FormattableString.Invariant($"{plan.Groups} groups one after the other"));
        }

        string fused = string.Join(
            ", ",
            new[] { step.HasBias ? "bias" : "", step.Normalization?.Layer.Kind ?? "", step.Activation == Activation.Linear ? "" : step.Activation.ToString(), step.Pooling?.Kind ?? "" }
                .Where(part => part.Length > 0));
        if (fused.Length > 0)
        {
            parts.Add("fused: " + fused);
        }

        return string.Join("; ", parts);
    }

    /// <summary>Of a layer, or a network, that says how convolutions are computed.</summary>
    private static string WhyDirect(ConvolutionStep step) => step.Layer switch
    {
        { Algorithm: Convolution.Direct } => "direct sums, as declared",
        { CanBeWinograd: false } => "direct sums, since Winograd's algorithm needs kernels of 3x3 or 5x5, strides and a dilation of 1 and one group",
        _ => "direct sums, since Winograd's algorithm needs filters that fill whole vectors",
    };

    private static string Tiles(VectorForm form, int pixels, int outputs, int terms = 1)
    {
        int columns = Math.Min(2, form.Columns(outputs));
        IEnumerable<int> sizes = Split.Evenly(pixels, form.TileRows(columns)).Select(run => run.Size);
        return FormattableString.Invariant($"{string.Join(" and ", sizes)} pixels x {columns * form.Lanes / terms} filters");
    }
}
