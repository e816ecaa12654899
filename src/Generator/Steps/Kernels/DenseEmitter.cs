using System;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// Dense layers, forward and backward: products over the samples of a group; the weight gradient over all lanes.
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

    public static void WriteForward(CodeWriter writer, Kernel kernel, DenseStep step)
    {
        DensePlan plan = step.Plan;
        writer.Heading($"{step.Text}: up to {Math.Min(plan.TileRows, plan.GroupSize)} samples at a time.");
        using (kernel.Open(writer))
        {
            new RowProduct
            {
                Plan = plan,
                Form = plan.UnitForm,
                Steps = plan.Features,
                Outputs = plan.Units,
                InputPitch = step.Input.Pitch,
                OutputPitch = step.Output.Pitch,
                Bias = step.AddsToSums ? Reference.At("weights", BiasOffset(plan)) : null,
                Activation = step.Activation,
                NegativeSlope = step.NegativeSlope,
            }.Write(writer);
        }
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

    /// <summary>dW[feature][unit] = sum over the samples of x[feature] * dz[unit], for a range of features.</summary>
    public static void WriteWeightGradient(CodeWriter writer, Kernel kernel, DenseStep step)
    {
        DensePlan plan = step.Plan;
        writer.Heading($"{step.Text}: gradient by the kernel over all lanes, for a range of features.");
        using (kernel.Open(writer))
        {
            // Panels of two whole registers loop; what is left of the units is written out behind them.
            int lanes = plan.Form.Lanes;
            int whole = plan.Units / (2 * lanes);
            int rest = plan.Units - (whole * 2 * lanes);
            if (whole > 0)
            {
                WriteGradientPanels(writer, step, whole, firstUnit: 0, units: 2 * lanes, isAlone: rest == 0);
            }

            if (rest > 0)
            {
                WriteGradientPanels(writer, step, 1, firstUnit: whole * 2 * lanes, units: rest, isAlone: whole == 0);
            }
        }
    }

    private static void WriteGradientPanels(CodeWriter writer, DenseStep step, int count, int firstUnit, int units, bool isAlone)
    {
        DensePlan plan = step.Plan;
        int columns = plan.Form.Columns(units);
        int rows = Math.Min(plan.Features, plan.Form.TileRows(columns));
        string panel = count == 1 ? "0" : "panel";
        using (count == 1 ? writer.Part(Words.Range("Unit", firstUnit, units), isAlone) : writer.Loop("panel", count))
        {
            string unit = Reference.Sum(Literal.Of(firstUnit), Reference.Product(panel, units));
            writer.Line($"ref float g = ref {Reference.At("dz", unit)};");
            writer.Line($"ref float target = ref {Reference.At("gradient", unit)};");
            writer.Line("int f = first;");
            using (writer.Block($"for (; f + {rows} <= end; f += {rows})"))
            {
                WriteGradientTile(writer, step, rows, units);
            }

            if (rows > 1)
            {
                using (writer.Block("for (; f < end; f++)"))
                {
                    WriteGradientTile(writer, step, 1, units);
                }
            }
        }
    }

    private static void WriteGradientTile(CodeWriter writer, DenseStep step, int rows, int units)
    {
        DensePlan plan = step.Plan;
        writer.Line($"ref float d = ref {Reference.At("target", Reference.Product("f", plan.Units))};");
        var sums = new LaneSums(plan.Form);
        using (LaneSums.Lanes(writer))
        {
            new Tile
            {
                Form = plan.Form,
                Rows = [.. Enumerable.Range(0, rows).Select(row => Literal.Of(row))],
                Columns = [.. Enumerable.Range(0, plan.Form.Columns(units)).Select(column => column * plan.Form.Lanes)],
                Input = Reference.At("x", Reference.Sum(Reference.Product("(nint)sample", step.Input.Place.Stride), "f")),
                InputStep = step.Input.Place.Stride,
                Weights = Reference.At("g", Reference.Product("(nint)sample", step.LinearGradient.Place.Stride)),
                WeightStep = step.LinearGradient.Place.Stride,
                Steps = "samples",
                First = (_, _) => $"{plan.Form.Type}.Zero",
                Finish = (_, row, column, accumulator) => sums.Add(accumulator, code => plan.Form.StorePart(
                    code,
                    accumulator,
                    "d",
                    Literal.Of((row * plan.Units) + (column * plan.Form.Lanes)),
                    Math.Min(plan.Form.Lanes, units - (column * plan.Form.Lanes)))),
            }.Write(writer);
            sums.Write(writer);
        }
    }

    public static void WriteBiasGradient(CodeWriter writer, Kernel kernel, DenseStep step)
    {
        DensePlan plan = step.Plan;
        writer.Heading($"{step.Text}: gradient by the bias over all lanes.");
        using (kernel.Open(writer))
        {
            Sweep.Row(writer, plan.Units, plan.Form, "u", (op, u) =>
            {
                var sums = new LaneSums(op.Form);
                using (LaneSums.Lanes(writer))
                {
                    writer.Line($"{op.Type} sum = {op.Zero};");
                    using (writer.Block("for (int i = sample; i < sample + samples; i++)"))
                    {
                        writer.Line($"sum += {op.Load("dz", Reference.Sum(Reference.Product("(nint)i", step.LinearGradient.Place.Stride), u))};");
                    }

                    sums.Add("sum", code => code.Line(op.Store("sum", "gradient", u)));
                    sums.Write(writer);
                }
            });
        }
    }
}
