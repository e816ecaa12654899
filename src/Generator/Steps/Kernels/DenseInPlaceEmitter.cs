using System;
using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// Dense layers that read their weights as Keras lays them, [feature][unit], for one sample: both ways go along the rows, several of which are read
/// side by side. Each sum has the order, and so the bits, of the kernels that read packed weights.
/// </summary>
internal static class DenseInPlaceEmitter
{
    /// <summary>Features that are taken at once: enough to hide an addition's latency on the way back, and to load a unit's sum seldom on the way forward.</summary>
    public const int TileFeatures = 8;

    public static void WriteForward(CodeWriter writer, Kernel kernel, DenseStep step)
    {
        DensePlan plan = step.Plan;
        writer.Heading($"{step.Text}: one sample; the sums of all units grow in the output, {Tile(plan)} features at a time.");
        using (kernel.Open(writer))
        {
            Sweep.Row(writer, plan.Units, plan.UnitForm, "u", (op, u) => writer.Line(op.Store(step.HasBias ? op.Load("bias", u) : op.Zero, "y", u)));
            WriteTiles(writer, plan, features => WriteSums(writer, plan, features));
            if (step.Activation == Activation.Linear)
            {
                return;
            }

            writer.Gap();
            Sweep.Row(writer, plan.Units, plan.UnitForm, "u", (op, u) =>
            {
                writer.Line($"{op.Type} v = {op.Load("y", u)};");
                writer.Line(op.Store(ActivationFormulas.Forward(writer, op, step.Activation, step.NegativeSlope, "v"), "y", u));
            });
        }
    }

    /// <summary>dx[feature] = sum over the units of kernel[feature][unit] * dz[unit].</summary>
    public static void WriteInputGradient(CodeWriter writer, Kernel kernel, DenseStep step)
    {
        DensePlan plan = step.Plan;
        writer.Heading($"{step.Text}: gradient by the input, dz times the kernel's rows.");
        using (kernel.Open(writer))
        {
            WriteTiles(writer, plan, features => WriteProducts(writer, plan, features));
        }
    }

    private static int Tile(DensePlan plan) => Math.Min(TileFeatures, plan.Features);

    private static void WriteTiles(CodeWriter writer, DensePlan plan, Action<int> write)
    {
        int tile = Tile(plan);
        writer.Line("int f = 0;");
        using (writer.Block($"for (; f + {tile} <= {plan.Features}; f += {tile})"))
        {
            write(tile);
        }

        if (plan.Features % tile > 0)
        {
            using (writer.Block($"for (; f < {plan.Features}; f++)"))
            {
                write(1);
            }
        }
    }

    private static void WriteSums(CodeWriter writer, DensePlan plan, int features)
    {
        var op = new Operations(plan.UnitForm);
        writer.Line($"ref float w = ref {Reference.At("kernel", Reference.Product("f", plan.Units))};");
        for (int f = 0; f < features; f++)
        {
            writer.Line($"{op.Type} x{Literal.Of(f)} = {op.Broadcast(Reference.At("x", Reference.Sum("f", Literal.Of(f))))};");
        }

        Sweep.Row(writer, plan.Units, plan.UnitForm, "u", (units, u) =>
        {
            writer.Line($"{units.Type} sum = {units.Load("y", u)};");
            for (int f = 0; f < features; f++)
            {
                string weight = units.Load("w", Reference.Sum(Literal.Of(f * plan.Units), u));
                writer.Line($"sum = {units.MultiplyAdd($"x{Literal.Of(f)}", weight, "sum")};");
            }

            writer.Line(units.Store("sum", "y", u));
        });
    }

    private static void WriteProducts(CodeWriter writer, DensePlan plan, int features)
    {
        var op = new Operations(plan.UnitForm);
        writer.Line($"ref float w = ref {Reference.At("kernel", Reference.Product("f", plan.Units))};");
        writer.Line($"{op.Type} {string.Join(", ", Enumerable.Range(0, features).Select(f => $"c{Literal.Of(f)} = {op.Zero}"))};");
        Sweep.Row(writer, plan.Units, plan.UnitForm, "u", (units, u) =>
        {
            writer.Line($"{units.Type} z = {units.Load("dz", u)};");
            for (int f = 0; f < features; f++)
            {
                string sum = "c" + Literal.Of(f);
                writer.Line($"{sum} = {units.MultiplyAdd(units.Load("w", Reference.Sum(Literal.Of(f * plan.Units), u)), "z", sum)};");
            }
        });
        for (int f = 0; f < features; f++)
        {
            writer.Line($"{Reference.At("dx", Reference.Sum("f", Literal.Of(f)))} = {op.Sum("c" + Literal.Of(f))};");
        }
    }
}
