using System;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Depthwise convolution: packing, the forward pass, and the gradient by the input.</summary>
internal static class DepthwiseEmitter
{
    public static void WritePack(CodeWriter writer, Kernel kernel, DepthwiseStep step)
    {
        DepthwisePlan plan = step.Plan;
        writer.Heading($"{step.Text}: kernel [{plan.Kernel.Height}][{plan.Kernel.Width}][{plan.Channels}]{step.AddedWords}.");
        using (kernel.Open(writer))
        {
            string bias = Reference.At("packed", plan.Bias);
            if (step.Normalization?.Layer is not BatchNormalization normalization)
            {
                WriteCopy(writer, "kernel", "packed", plan.Bias);
                if (step.HasBias)
                {
                    WriteCopy(writer, "bias", bias, plan.Channels);
                }

                return;
            }

            writer.Line($"ref float packedBias = ref {bias};");
            BatchNormalizationEmitter.WriteFolded(writer, normalization, plan.Channels, step.HasBias, () =>
            {
                using (writer.Loop("tap", plan.Taps))
                {
                    string offset = Reference.Product(plan.Taps == 1 ? "0" : "tap", plan.Channels);
                    writer.Line($"ref float from = ref {Reference.At("kernel", offset)};");
                    writer.Line($"ref float to = ref {Reference.At("packed", offset)};");
                    Sweep.Row(writer, plan.Channels, plan.Form, "c", (op, c) => writer.Line(op.Store($"{op.Load("from", c)} * {op.Load("packedBias", c)}", "to", c)));
                }
            });
        }
    }

    public static void WriteForward(CodeWriter writer, Kernel kernel, DepthwiseStep step)
    {
        DepthwisePlan plan = step.Plan;
        (Tensor x, Tensor y) = (step.Input, step.Output);
        bool isCheap = ActivationRules.IsCheap(step.Activation);
        writer.Heading($"{step.Text}; {plan.Taps} multiply-adds each.");
        using (kernel.Open(writer))
        {
            new DepthwiseSumEmitter
            {
                Plan = plan,
                Window = plan.Forward with { Rows = plan.Forward.Rows with { Count = step.Parts.Rows } },
                Input = (Origin.Write(writer, "x", x, step.Parts.Begin(plan.Rows.Stride * x.RowStride)), x.RowStride),
                Output = (Origin.Write(writer, "y", y, step.Parts.Begin(y.RowStride)), y.RowStride),
                Bias = step.AddsToSums ? plan.Bias : null,
                Finish = (code, op, sum) => isCheap ? ActivationFormulas.Forward(code, op, step.Activation, step.NegativeSlope, sum) : sum,
                FinishRow = isCheap ? null : code => Sweep.Row(code, plan.Width * plan.Channels, plan.Form, "i", (op, i) =>
                {
                    code.Line($"{op.Type} z = {op.Load("to", i)};");
                    code.Line(op.Store(ActivationFormulas.Forward(code, op, step.Activation, step.NegativeSlope, "z"), "to", i));
                }),
            }.Write(writer);
        }
    }

    /// <summary>Writes the phases of the gradient by the input, each as a method.</summary>
    public static void WriteInputGradient(CodeWriter writer, DepthwiseStep step)
    {
        DepthwisePlan plan = step.Plan;
        Tensor x = step.Input;
        for (int i = 0; i < plan.InputGradient.Length; i++)
        {
            TapWindow phase = plan.InputGradient[i];
            writer.Heading($"{step.Text}: gradient by the input, {phase.Rows.Count} x {phase.Columns.Count} pixels from {phase.Rows.Taps} x {phase.Columns.Taps} taps.");
            using (Method.Kernel(writer, $"{step.Name}InputGradient{Literal.Of(i)}", "ref float dz", "ref float weights", "ref float dx"))
            {
                new DepthwiseSumEmitter
                {
                    Plan = plan,
                    Window = phase,
                    Input = ("dz", plan.GradientRowStride),
                    Output = ("dx", x.Width * x.Channels),
                }.Write(writer);
            }
        }
    }

    private static void WriteCopy(CodeWriter writer, string from, string to, int count) =>
        writer.Line(FormattableString.Invariant(
            $"MemoryMarshal.CreateReadOnlySpan(ref {from}, {count}).CopyTo(MemoryMarshal.CreateSpan(ref {to}, {count}));"));
}
