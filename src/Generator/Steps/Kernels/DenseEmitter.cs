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
            WriteProduct(writer, kernel, step, Forward(step), TileWords(step.Plan));
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
        WriteProduct(writer, kernel, step, Forward(step) with { PartPanels = plan.PartPanels }, $"{2 * plan.PartPanels * plan.UnitForm.Lanes} units, {TileWords(plan)}");
    }

    /// <summary>Writes a method that computes tiles where it stands, or has other methods compute them.</summary>
    private static void WriteProduct(CodeWriter writer, Kernel kernel, DenseStep step, RowProduct product, string words)
    {
        writer.Heading($"{step.Text}: {words}.");
        using (product.Tiles.IsEmpty ? kernel.Open(writer) : kernel.OpenDriver(writer))
        {
            product.Write(writer);
        }
    }

    private static string TileWords(DensePlan plan) => $"up to {plan.LargestTile} samples at a time";

    /// <summary>The product on the way forward.</summary>
    public static RowProduct Forward(DenseStep step)
    {
        DensePlan plan = step.Plan;
        return new RowProduct
        {
            TileName = step.Name + "Tile",
            Text = step.Text,
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

    public static void WriteInputGradient(CodeWriter writer, Kernel kernel, DenseStep step) =>
        WriteProduct(writer, kernel, step, InputGradient(step), "gradient by the input, dz times the transposed kernel");

    /// <summary>The product on the way back.</summary>
    public static RowProduct InputGradient(DenseStep step)
    {
        DensePlan plan = step.Plan;
        return new RowProduct
        {
            TileName = step.Name + "InputGradientTile",
            Text = step.Text + ": gradient by the input",
            Plan = plan,
            Form = plan.Form,
            Steps = plan.Units,
            Outputs = plan.Features,
            InputPitch = step.LinearGradient.Place.Stride,
            OutputPitch = step.Input.GradientPlace.Stride,
        };
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
