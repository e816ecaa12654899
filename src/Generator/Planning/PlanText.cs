using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Planning;

/// <summary>Says in words how a step runs: what is fused, which tiles, which chunks.</summary>
internal static class PlanText
{
    public static string Of(Step step, VectorForm form) => step switch
    {
        ConvolutionStep convolution => Of(convolution),
        DenseStep dense => Of(dense),
        PoolingStep => FormattableString.Invariant($"{form.Bits}-bit vectors over channels, window by window"),
        RandomStep { Layer: Augmentation } => FormattableString.Invariant($"{form.Bits}-bit vectors over channels, pixel by pixel"),
        CopyStep or RandomStep or PenaltyStep or RescalingStep or NormalizationStep or ActivationStep => FormattableString.Invariant($"{form.Bits}-bit vectors, element by element"),
        _ => "",
    };

    private static string Of(ConvolutionStep step)
    {
        ConvolutionPlan plan = step.Plan;
        var parts = new List<string> { FormattableString.Invariant($"{plan.Form.Bits}-bit vectors") };
        if (plan.Winograd is { } winograd)
        {
            parts.Add(FormattableString.Invariant($"Winograd F(4x4, 3x3), strips of {winograd.Tiles} tiles"));
            parts.Add($"products in tiles of {Tiles(plan.Form, winograd.Tiles, plan.Filters)}");
        }
        else
        {
            Reduction reduction = plan.Forward(step.Input.RowStride);
            parts.Add($"tiles of {Tiles(plan.Form, plan.Width, plan.Filters)}");
            int chunks = reduction.Outer.Aggregate(1, (product, loop) => product * loop.Count);
            parts.Add(FormattableString.Invariant(
                $"{reduction.Steps} multiply-adds an output{(chunks > 1 ? FormattableString.Invariant($" in {chunks} chunks") : "")}"));
        }

        string fused = string.Join(
            ", ",
            new[] { step.Layer.Weighted.UseBias ? "bias" : "", step.Activation == Activation.Linear ? "" : step.Activation.ToString(), step.Pooling?.Kind ?? "" }
                .Where(part => part.Length > 0));
        if (fused.Length > 0)
        {
            parts.Add("fused: " + fused);
        }

        return string.Join("; ", parts);
    }

    private static string Of(DenseStep step)
    {
        DensePlan plan = step.Plan;
        return FormattableString.Invariant(
            $"{plan.Form.Bits}-bit vectors; {plan.TileRows} samples x {Math.Min(2, plan.Form.Columns(plan.Units)) * plan.Form.Lanes} units a tile; {plan.Jobs} {(plan.Jobs == 1 ? "job" : "jobs")} for the weight gradient");
    }

    private static string Tiles(VectorForm form, int pixels, int outputs)
    {
        int columns = Math.Min(2, form.Columns(outputs));
        IEnumerable<int> sizes = Split.Evenly(pixels, form.TileRows(columns)).Select(run => run.Size);
        return FormattableString.Invariant($"{string.Join(" and ", sizes)} pixels x {columns * form.Lanes} filters");
    }
}
