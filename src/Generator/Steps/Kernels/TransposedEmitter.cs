using System;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// Transposed convolution, forward: output pixels whose position has the same remainder by the strides meet the same taps, and for each such phase it is a plain convolution
/// with those taps, reversed.
/// </summary>
internal static class TransposedEmitter
{
    /// <summary>Rows that a phase takes at once, so that what they read stays in the cache for all panels of filters.</summary>
    private const int MostRows = 8;

    public static void WritePack(CodeWriter writer, Kernel kernel, TransposedStep step)
    {
        ConvolutionPlan plan = step.Adjoint;
        writer.Heading($"{step.Text}: kernel [{plan.Kernel.Height}][{plan.Kernel.Width}][{plan.Channels}][{plan.Filters}] reversed and transposed, into panels of filters{step.AddedWords}.");
        using (kernel.Open(writer))
        {
            string bias = Reference.At("packed", step.Bias);
            if (step.Normalization?.Layer is BatchNormalization normalization)
            {
                writer.Line($"ref float packedBias = ref {bias};");
                BatchNormalizationEmitter.WriteFolded(writer, normalization, plan.Channels, step.HasBias, () => WritePhases("packedBias"));
                return;
            }

            WritePhases(factors: null);
            if (step.HasBias)
            {
                writer.Line(FormattableString.Invariant(
                    $"MemoryMarshal.CreateReadOnlySpan(ref bias, {plan.Channels}).CopyTo(MemoryMarshal.CreateSpan(ref {bias}, {plan.Channels}));"));
            }
        }

        void WritePhases(string? factors)
        {
            foreach (InputGradientPhase phase in plan.InputGradient)
            {
                ConvolutionInputGradientEmitter.WritePackPhase(writer, plan, phase, factors);
            }
        }
    }

    public static void WriteForward(CodeWriter writer, Kernel kernel, TransposedStep step)
    {
        ConvolutionPlan plan = step.Adjoint;
        (Tensor x, Tensor y) = (step.Input, step.Output);
        string from = Reference.At("x", step.Parts.Begin(x.RowStride));
        string to = Reference.At("y", Reference.Sum(Literal.Of(y.Origin), step.Parts.Begin(plan.Rows.Stride * y.RowStride)));
        for (int i = 0; i < plan.InputGradient.Length; i++)
        {
            WritePhase(writer, step, i);
        }

        if (step.Activation != Activation.Linear)
        {
            WriteActivation(writer, step);
        }

        writer.Heading($"{step.Text}.");
        using (kernel.OpenDriver(writer))
        {
            if (plan.LeavesGaps)
            {
                WriteGaps(writer, step);
            }

            for (int i = 0; i < plan.InputGradient.Length; i++)
            {
                writer.Line($"{step.Name}Phase{Literal.Of(i)}(ref {from}, ref weights, ref {to});");
            }

            if (step.Activation != Activation.Linear)
            {
                writer.Line($"{step.Name}Activation(ref {to});");
            }
        }
    }

    private static void WritePhase(CodeWriter writer, TransposedStep step, int number)
    {
        ConvolutionPlan plan = step.Adjoint;
        InputGradientPhase phase = plan.InputGradient[number];
        (Tensor x, Tensor y) = (step.Input, step.Output);
        int height = step.Parts.Count == 1 ? phase.Vertical.Count : step.Parts.Rows;
        int rows = Split.Divisor(height, MostRows);
        int blocks = height / rows;
        writer.Heading($"{step.Text}: {height} x {phase.Horizontal.Count} pixels before the activation, from {phase.Vertical.Taps} x {phase.Horizontal.Taps} taps.");
        using (Method.Kernel(writer, $"{step.Name}Phase{Literal.Of(number)}", "ref float x", "ref float weights", "ref float y"))
        using (writer.Loop("block", blocks))
        {
            string block = blocks == 1 ? "0" : "block";
            int input = x.Origin + (phase.Vertical.Start * x.RowStride) + (phase.Horizontal.Start * x.Channels);
            int output = (phase.Vertical.First * y.RowStride) + (phase.Horizontal.First * y.PixelStride);
            int rowOutput = plan.Rows.Stride * y.RowStride;
            writer.Line($"ref float from = ref {Reference.At("x", Reference.Sum(Literal.Of(input), Reference.Product(block, (long)rows * x.RowStride)))};");
            writer.Line($"ref float panels = ref {Reference.At("weights", phase.Packed)};");
            writer.Line($"ref float to = ref {Reference.At("y", Reference.Sum(Literal.Of(output), Reference.Product(block, (long)rows * rowOutput)))};");
            new Product
            {
                Form = plan.Form,
                Outputs = y.Channels,
                Reduction = plan.ReductionOf(phase, x.RowStride),
                Rows = (rows, x.RowStride, rowOutput),
                Pixels = (phase.Horizontal.Count, x.Channels, plan.Columns.Stride * y.PixelStride),
                PaddedOutput = y.Channels % plan.Form.Lanes == 0,
                Input = "from",
                Weights = "panels",
                Output = "to",
                Bias = step.AddsToSums ? Reference.At("weights", step.Bias) : null,
            }.Write(writer);
        }
    }

    /// <summary>What no tap meets holds the bias alone, or zero.</summary>
    private static void WriteGaps(CodeWriter writer, TransposedStep step)
    {
        Tensor y = step.Output;
        using (writer.Block($"for (int row = 0; row < {y.Height}; row++)"))
        {
            writer.Line($"ref float to = ref {Reference.At("y", Reference.Sum(Literal.Of(y.Origin), Reference.Product("row", y.RowStride)))};");
            if (!step.AddsToSums && y.PixelStride == y.Channels)
            {
                writer.Line($"MemoryMarshal.CreateSpan(ref to, {y.Width * y.Channels}).Clear();");
                return;
            }

            using (writer.Block($"for (int column = 0; column < {y.Width}; column++)"))
            {
                string pixel = FormattableString.Invariant($"MemoryMarshal.CreateSpan(ref {Reference.At("to", Reference.Product("column", y.PixelStride))}, {y.Channels})");
                writer.Line(step.AddsToSums
                    ? FormattableString.Invariant($"MemoryMarshal.CreateReadOnlySpan(ref {Reference.At("weights", step.Bias)}, {y.Channels}).CopyTo({pixel});")
                    : $"{pixel}.Clear();");
            }
        }
    }

    private static void WriteActivation(CodeWriter writer, TransposedStep step)
    {
        Tensor y = step.Output;
        writer.Heading($"{step.Text}: the activation.");
        using (Method.Kernel(writer, $"{step.Name}Activation", "ref float y"))
        {
            int rows = step.Parts.Count == 1 ? y.Height : step.Parts.Rows * step.Adjoint.Rows.Stride;
            Sweep.Pixels(writer, step.Form, y.Extent with { Height = rows }, [y.Strides], (op, offsets) =>
            {
                writer.Line($"{op.Type} z = {op.Load("y", offsets[0])};");
                writer.Line(op.Store(ActivationFormulas.Forward(writer, op, step.Activation, step.NegativeSlope, "z"), "y", offsets[0]));
            });
        }
    }
}
