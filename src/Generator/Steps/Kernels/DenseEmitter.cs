using System;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// Dense layers, forward and backward: products over the samples of a group.
/// </summary>
internal static class DenseEmitter
{
    public static void WritePack(CodeWriter writer, Kernel kernel, DenseStep step)
    {
        DensePlan plan = step.Plan;
        writer.Heading($"{step.Text}: kernel [{plan.Features}][{plan.Units}] into panels of units{step.AddedWords}.");
        using (kernel.Open(writer))
        {
            string declareBias = $"ref float packedBias = ref {Reference.At("packed", BiasOffset(plan))};";
            if (step.Normalization?.Layer is BatchNormalization normalization)
            {
                writer.Line(declareBias);
                BatchNormalizationEmitter.WriteFolded(
                    writer, normalization, plan.Units, step.HasBias, () => Panels.WritePack(writer, plan.UnitForm, plan.Features, plan.Units, "kernel", "packed", "packedBias"));
                return;
            }

            Panels.WritePack(writer, plan.UnitForm, plan.Features, plan.Units, "kernel", "packed");
            if (step.HasBias)
            {
                writer.Line(declareBias);
                Sweep.Row(writer, plan.Units, plan.Form, "i", (op, i) => writer.Line(op.Store(op.Load("bias", i), "packedBias", i)));
            }
        }
    }

    private static long BiasOffset(DensePlan plan) => (long)plan.Features * plan.UnitForm.Pad(plan.Units);

    /// <summary>Writes the product; where threads may share it, a loop over its parts.</summary>
    public static void WriteForward(CodeWriter writer, Kernel kernel, DenseStep step)
    {
        if (!step.IsShared)
        {
            writer.Heading($"{step.Text}: {TileWords(step.Plan)}.");
            using (kernel.Open(writer))
            {
                ProductOf(step).Write(writer);
            }

            return;
        }

        writer.Heading($"{step.Text}: some units after the others.");
        using (kernel.OpenDriver(writer))
        using (writer.Block($"for (int part = 0; part < {step.Plan.Parts}; part++)"))
        {
            string count = step.Setting.GroupSize == 1 ? "" : "count, ";
            writer.Line($"{step.Name}Units(ref x, ref weights, ref y, {count}part);");
        }
    }

    /// <summary>Writes one part of the units as a method.</summary>
    public static void WritePart(CodeWriter writer, Kernel kernel, DenseStep step)
    {
        DensePlan plan = step.Plan;
        writer.Heading($"{step.Text}: {2 * plan.PartPanels * plan.UnitForm.Lanes} units, {TileWords(plan)}.");
        using (kernel.Open(writer))
        {
            (ProductOf(step) with { PartPanels = plan.PartPanels }).Write(writer);
        }
    }

    private static string TileWords(DensePlan plan) => $"up to {Math.Min(plan.TileRows, plan.GroupSize)} samples at a time";

    private static RowProduct ProductOf(DenseStep step)
    {
        DensePlan plan = step.Plan;
        return new RowProduct
        {
            Plan = plan,
            Form = plan.UnitForm,
            Steps = plan.Features,
            Outputs = plan.Units,
            InputPitch = step.Input.Place.Stride,
            OutputPitch = step.Output.Place.Stride,
            Bias = step.AddsToSums ? Reference.At("weights", BiasOffset(plan)) : null,
            Activation = step.Activation,
            NegativeSlope = step.NegativeSlope,
        };
    }

    public static void WritePackTransposed(CodeWriter writer, Kernel kernel, DenseStep step)
    {
        DensePlan plan = step.Plan;
        writer.Heading($"{step.Text}: kernel [{plan.Features}][{plan.Units}] transposed, into panels of features.");
        using (kernel.Open(writer))
        {
            Panels.WriteTransposed(writer, plan.Form, plan.Units, plan.Features, "kernel", plan.Units, "packed");
        }
    }

    public static void WriteInputGradient(CodeWriter writer, Kernel kernel, DenseStep step)
    {
        DensePlan plan = step.Plan;
        writer.Heading($"{step.Text}: gradient by the input, dz times the transposed kernel.");
        using (kernel.Open(writer))
        {
            new RowProduct
            {
                Plan = plan,
                Form = plan.Form,
                Steps = plan.Units,
                Outputs = plan.Features,
                InputPitch = step.LinearGradient.Place.Stride,
                OutputPitch = step.Input.GradientPlace.Stride,
            }.Write(writer);
        }
    }

    public static void WriteLinearGradient(CodeWriter writer, Kernel kernel, DenseStep step)
    {
        writer.Heading($"{step.Text}: gradient by the values before the activation, one sample.");
        using (kernel.Open(writer))
        {
            Sweep.Row(writer, step.Plan.Units, step.Plan.Form, "i", (op, i) =>
            {
                if (step.Activation == Activation.Linear)
                {
                    writer.Line(op.Store(op.Load("dy", i), "dz", i));
                    return;
                }

                writer.Line($"{op.Type} v = {op.Load("y", i)};");
                string derivative = ActivationFormulas.Derivative(writer, op, step.Activation, step.NegativeSlope, "v", "v");
                writer.Line(op.Store($"{op.Load("dy", i)} * ({derivative})", "dz", i));
            });
        }
    }
}
