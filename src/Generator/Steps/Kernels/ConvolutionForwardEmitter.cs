using System;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// Convolution, forward: a strip of linear outputs as a product, then <see cref="ConvolutionFinishEmitter"/> from the strip into the
/// rows of the output.
/// </summary>
internal static class ConvolutionForwardEmitter
{
    /// <summary>What computes a strip, and what makes rows of the output from it.</summary>
    public static ImmutableArray<KernelPart> Parts(ConvolutionStep step) =>
    [
        new($"{step.Name}Strip", writer => WriteLinearStrip(writer, step)),
        .. step.WritesOutput ? Array.Empty<KernelPart>() : [ConvolutionFinishEmitter.Part(step)],
    ];

    private static void WriteLinearStrip(CodeWriter writer, ConvolutionStep step)
    {
        ConvolutionPlan plan = step.Plan;
        if (plan.Winograd is not null)
        {
            string? bias = !step.AddsToSums ? null : plan.FilterParts > 1 ? "bias" : ConvolutionPackEmitter.BiasOf(plan, "weights");
            WinogradTarget? target = step.WritesOutput
                ? new WinogradTarget(step.Output.Strides, step.Added?.Strides, step.Activation, step.NegativeSlope)
                {
                    Sample = step.Output.Place.Stride,
                    AddedSample = step.Added?.Place.Stride ?? 0,
                }
                : null;
            new WinogradEmitter(plan.Form, plan.Winograd, step.Name, step.Text, step.Input.Strides, bias, target).WriteStrip(writer);
            return;
        }

        string filters = plan.TakesPanels ? $" of {plan.StripFilters} filters" : "";
        string made = step.WritesOutput ? "of the output" : "before the activation";
        Product product = ProductOf(step);
        writer.Heading($"{step.Text}: {plan.StripRows} x {plan.Width} pixels{filters} {made}; {product.Reduction.Steps} multiply-adds each.");
        using (Method.Kernel(
            writer,
            $"{step.Name}Strip",
            "ref float x",
            "ref float weights",
            plan.TakesPanels && step.AddsToSums ? "ref float bias" : null,
            step.WritesOutput && step.Added is not null ? "ref float added" : null,
            step.WritesOutput ? "ref float y" : "ref float strip"))
        {
            product.Write(writer);
        }
    }

    /// <summary>The product that a strip is, where it is computed directly.</summary>
    public static Product ProductOf(ConvolutionStep step)
    {
        ConvolutionPlan plan = step.Plan;
        Tensor x = step.Input;
        return new Product
        {
            Form = plan.Form,
            Outputs = plan.StripFilters,
            Reduction = plan.Forward(x.Strides),
            Rows = (plan.StripRows, plan.Rows.Stride * x.RowStride, step.WritesOutput ? step.Output.RowStride : plan.Width * plan.StripPixel),
            Pixels = (plan.Width, plan.Columns.Stride * x.PixelStride, step.WritesOutput ? step.Output.PixelStride : plan.StripPixel),
            PaddedOutput = !step.WritesOutput || plan.StripPixel == plan.StripFilters,
            Input = "x",
            Weights = "weights",
            Output = step.WritesOutput ? "y" : "strip",
            Bias = !step.AddsToSums ? null : plan.TakesPanels ? "bias" : ConvolutionPackEmitter.BiasOf(plan, "weights"),
            Added = step.WritesOutput && step.Added is { } added ? ("added", added.RowStride, added.PixelStride) : null,
            Activate = !step.WritesOutput || step.Activation == Activation.Linear
                ? null
                : (writer, op, sum, name) => ActivationFormulas.ForwardOf(writer, op, step.Activation, step.NegativeSlope, sum, name),
        };
    }

    /// <summary>Writes the loop over strips, or over panels and samples. Where threads may share a sample, a strip is a method.</summary>
    public static void WriteForward(CodeWriter writer, Kernel kernel, ConvolutionStep step)
    {
        if (step.Plan.TakesPanels)
        {
            WritePanels(writer, kernel, step);
            return;
        }

        if (step.Plan.Winograd is { TransformsApart: true } winograd)
        {
            WriteTransformedApart(writer, kernel, step, winograd);
            return;
        }

        string heading = step.Largest is null ? step.Text : $"{step.Text}, for training: keeps which cell of each window was the largest.";
        ConvolutionGroups.Write(writer, kernel, step.Plan, step.Plan.PackedLength, heading, isHot: false, () =>
        {
            using (writer.Loop("s", step.Plan.Strips))
            {
                if (step.HasParts)
                {
                    writer.Line($"{step.Name}Rows(ref x, ref weights, {(step.HasStrip ? "ref strip, " : "")}{(step.Added is null ? "" : "ref added, ")}ref y, s);");
                }
                else
                {
                    WriteRows(writer, step);
                }
            }
        });
    }

    private static void WritePanels(CodeWriter writer, Kernel kernel, ConvolutionStep step)
    {
        bool isOfOne = step.Setting.GroupSize == 1;
        writer.Heading($"{step.Text}: panel by panel of {step.Plan.StripFilters} filters{(isOfOne ? "" : ", each for all samples of the group")}.");
        using (kernel.OpenDriver(writer))
        using (writer.Block($"for (int s = 0; s < {step.Plan.FilterParts}; s++)"))
        using (isOfOne ? null : writer.Block("for (int i = 0; i < count; i++)") as IDisposable)
        {
            string strip = step.HasStrip ? "ref strip, " : "";
            string added = step.Added is { } other ? $"ref {OfSample("added", other.Place.Stride)}, " : "";
            string largest = step.Largest is { } record ? $"ref {OfSample("largest", record.Place.Stride * sizeof(float))}, " : "";
            writer.Line($"{step.Name}Panel(ref {OfSample("x", step.Input.Place.Stride)}, ref weights, {strip}{added}ref {OfSample("y", step.Output.Place.Stride)}, {largest}s);");
        }

        string OfSample(string name, int stride) => isOfOne ? name : Reference.At(name, Reference.Product("i", stride));
    }

    /// <summary>Writes the loop over parts of the filters, which read inputs that are transformed once; of a group those of several samples.</summary>
    private static void WriteTransformedApart(CodeWriter writer, Kernel kernel, ConvolutionStep step, WinogradPlan winograd)
    {
        string samples = winograd.Samples == 1 ? "" : $", each for up to {Math.Min(winograd.Samples, step.Setting.GroupSize)} samples at once";
        writer.Heading($"{step.Text}: {step.Plan.StripFilters} filters{(step.Plan.FilterParts == 1 ? "" : " after the others")}{samples}.");
        using (kernel.OpenDriver(writer))
        using (Turns(step).Open(writer))
        {
            WriteTransform(writer, step, winograd);
            using (writer.Loop("s", step.Plan.FilterParts))
            {
                WriteRows(writer, step);
            }
        }
    }

    private static SampleTurns Turns(ConvolutionStep step) => SampleTurns.Of(step.Plan.Winograd, step.Setting);

    private static void WriteTransform(CodeWriter writer, ConvolutionStep step, WinogradPlan winograd)
    {
        int v = step.WritesOutput ? 0 : step.Plan.StripLength;
        string? i = winograd.Samples == 1 ? null : "i";
        using (i is null ? null : writer.Block($"for (int i = 0; i < {Turns(step).Count}; i++)") as IDisposable)
        {
            string x = Reference.Sum(Literal.Of(FirstInput(step)), Turns(step).Sample(step.Input.Place.Stride, i));
            string to = Reference.Sum(Literal.Of(v), Reference.Product(i ?? "0", winograd.Tiles * winograd.Channels));
            writer.Line(WinogradEmitter.TransformCall(step.Name, winograd, Reference.At("x", x), Reference.At("strip", to)));
        }
    }

    /// <summary>Where the taps of the first pixel begin.</summary>
    private static int FirstInput(ConvolutionStep step) => step.Input.OffsetOf(-step.Plan.Rows.Before, -step.Plan.Columns.Before);

    /// <summary>Writes one strip as a method.</summary>
    public static void WriteStrip(CodeWriter writer, Kernel kernel, ConvolutionStep step)
    {
        string part = step.Plan.FilterParts == 1 ? "one strip" : $"{step.Plan.StripFilters} filters";
        writer.Heading($"{step.Text}: {part}.");
        WinogradPlan? apart = step.Plan.Winograd is { TransformsApart: true } winograd ? winograd : null;
        using (kernel.OpenDriver(writer))
        using (apart is null ? null : Turns(step).Open(writer))
        {
            if (apart is not null)
            {
                WriteTransform(writer, step, apart);
            }

            WriteRows(writer, step);
        }
    }

    /// <summary>Writes a strip and, from it, rows of the output.</summary>
    private static void WriteRows(CodeWriter writer, ConvolutionStep step)
    {
        ConvolutionPlan plan = step.Plan;
        Tensor x = step.Input;
        Tensor y = step.Output;
        int outputRows = plan.StripRows / plan.Pool.Height;
        string s = plan.Strips == 1 ? "0" : "s";
        string input = Reference.Sum(Literal.Of(FirstInput(step)), Reference.Product(s, (long)plan.StripRows * plan.Rows.Stride * x.RowStride));
        string[] count = plan.Winograd is { Samples: > 1 } ? [Turns(step).Count] : [];
        string[] reads =
        [
            .. plan.Winograd is { TransformsApart: true } ? Array.Empty<string>() : [$"ref {Reference.At("x", input)}"],
            $"ref {Reference.At("weights", Panel(step, plan.PackedSteps))}",
            .. plan.FilterParts > 1 && step.AddsToSums ? [$"ref {Reference.At(ConvolutionPackEmitter.BiasOf(plan, "weights"), Panel(step))}"] : Array.Empty<string>(),
        ];
        if (step.WritesOutput)
        {
            string[] operands =
            [
                .. reads,
                .. step.HasStrip ? ["ref strip"] : Array.Empty<string>(),
                .. step.Added is { } added ? [$"ref {Reference.At("added", PlaceOf(added))}"] : Array.Empty<string>(),
                $"ref {Reference.At("y", PlaceOf(y))}",
                .. count,
            ];
            writer.Line($"{step.Name}Strip({string.Join(", ", operands)});");
            return;
        }

        writer.Line($"{step.Name}Strip({string.Join(", ", [.. reads, "ref strip", .. count])});");
        if (plan.Winograd is { Samples: > 1 })
        {
            using (writer.Block($"for (int i = 0; i < {count[0]}; i++)"))
            {
                writer.Line($"ref float of = ref {Reference.At("strip", Reference.Product("i", plan.StripOfSample))};");
                WriteFinish(writer, step, "of", "i");
            }

            return;
        }

        if (outputRows == 1)
        {
            writer.Line(FinishCall(step, s, "strip"));
            return;
        }

        if (plan.Strips == 1)
        {
            WriteFinish(writer, step, "strip", sample: null);
            return;
        }

        bool even = plan.Strips * plan.StripRows == plan.Height;
        string end = even ? $"first + {outputRows}" : $"Math.Min(first + {outputRows}, {y.Height})";
        writer.Line($"int first = s * {outputRows};");
        writer.Line($"int end = {end};");
        using (writer.Block("for (int row = first; row < end; row++)"))
        {
            writer.Line(FinishCall(step, "row", Reference.At("strip", $"(row - first) * {RowLength(plan)}")));
        }

        string PlaceOf(Tensor of) => Reference.Sum(Literal.Of(of.Origin), Turns(step).Sample(of.Place.Stride), Reference.Product(s, (long)plan.StripRows * of.RowStride), Panel(step));
    }

    /// <summary>Floats of a strip that make a row of the output.</summary>
    private static long RowLength(ConvolutionPlan plan) => (long)plan.Pool.Height * plan.StripWidth * plan.StripPixel;

    /// <summary>Writes all rows of an output whose strip is the whole image.</summary>
    /// <param name="sample">Number of the sample among those that are computed at once; null for the first.</param>
    private static void WriteFinish(CodeWriter writer, ConvolutionStep step, string strip, string? sample)
    {
        using (writer.Block($"for (int row = 0; row < {step.Output.Height}; row++)"))
        {
            writer.Line(FinishCall(step, "row", Reference.At(strip, Reference.Product("row", RowLength(step.Plan))), sample));
        }
    }

    /// <summary>Where part s of the filters begins, where there are several: of something that has so many floats for a filter.</summary>
    private static string Panel(ConvolutionStep step, int floats = 1) => step.Plan.FilterParts > 1 ? Reference.Product("s", (long)step.Plan.StripFilters * floats) : "0";

    private static string FinishCall(ConvolutionStep step, string row, string strip, string? sample = null)
    {
        Tensor y = step.Output;
        string output = Reference.At("y", Reference.Sum(Literal.Of(y.Origin), Turns(step).Sample(y.Place.Stride, sample), Reference.Product(row, y.RowStride), Panel(step)));
        string largest = step.Largest is { } record
            ? $", ref {Reference.At("largest", Reference.Sum(Turns(step).Sample(record.Place.Stride * sizeof(float), sample), Reference.Product(row, (long)y.Width * y.Channels), Panel(step)))}"
            : "";
        string added = step.Added is { } other
            ? $"ref {Reference.At("added", Reference.Sum(Literal.Of(other.Origin), Turns(step).Sample(other.Place.Stride, sample), Reference.Product(row, other.RowStride), Panel(step)))}, "
            : "";
        return $"{step.Name}Finish(ref {strip}, {added}ref {output}{largest});";
    }
}
