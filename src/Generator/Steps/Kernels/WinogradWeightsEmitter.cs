using System;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Packs weights for <see cref="WinogradEmitter"/>: transformed, into panels of outputs.</summary>
internal static class WinogradWeightsEmitter
{
    /// <summary>
    /// Writes calls of the method that <see cref="WriteMethod"/> writes, for every register of outputs: into [panel][product][channel][panel's outputs].
    /// </summary>
    /// <param name="name">Begins the name of the method.</param>
    /// <param name="taps">Spells the place of a register's first tap in the first channel, given its column.</param>
    /// <param name="tap">Floats from one tap to the next. It may read the width of the panel.</param>
    /// <param name="channel">The same from one channel to the next.</param>
    /// <param name="factors">Reference to a factor for each output; null where there are none.</param>
    public static void Write(
        CodeWriter writer, VectorForm form, WinogradPlan plan, string name, string target, Func<string, string> taps, string tap, string channel, string? factors = null)
    {
        int columns = form.Columns(plan.Outputs);
        int full = 2 * form.Lanes;
        using (writer.Block($"for (int column = 0; column < {columns}; column++)"))
        {
            // The last panel has one column where their number is odd.
            writer.Line(columns % 2 == 0 ? $"int width = {full};" : $"int width = column == {columns - 1} ? {form.Lanes} : {full};");
            writer.Line($"ref float panel = ref {Reference.At(target, $"(column / 2 * {full * WinogradTile.Products * plan.Channels}) + (column % 2 * {form.Lanes})")};");
            string scaled = factors is null ? "" : $", {form.Load(factors, $"column * {form.Lanes}")}";
            writer.Line($"{name}TransformTaps(ref {taps("column")}, {tap}, {channel}, {plan.Channels}{scaled}, ref panel, {plan.Channels} * width, width);");
        }
    }

    /// <summary>U = G g Gᵀ for the channels of one register of outputs. Layers differ in how far their weights lie apart alone, and so share the method.</summary>
    /// <param name="isScaled">Whether the weights of an output have a factor.</param>
    public static void WriteMethod(CodeWriter writer, VectorForm form, WinogradTile tile, string name, bool isScaled)
    {
        writer.Heading($"U = G g Gᵀ of Winograd's {tile.Name}: {tile.KernelText} weights of a register of outputs, channel by channel, into the form in which convolution is a product.");
        using (Method.Kernel(
            writer,
            $"{name}TransformTaps",
            "ref float taps",
            "nint tap",
            "nint channel",
            "int channels",
            isScaled ? $"{form.Type} factors" : null,
            "ref float u",
            "nint product",
            "nint width"))
        using (writer.Block("for (int c = 0; c < channels; c++)"))
        {
            writer.Line($"ref float from = ref {Reference.At("taps", "c * channel")};");
            writer.Line($"ref float to = ref {Reference.At("u", "c * width")};");
            WinogradTransforms.TwoSided(
                writer,
                new Operations(form),
                tile.Kernel,
                WinogradTile.Size,
                WinogradPoints.WriteWeights,
                (row, column) => form.Load("from", Reference.Product("tap", (row * tile.Kernel) + column)) + (isScaled ? " * factors" : ""),
                (row, column, value) => writer.Line(Reference.Store(value, "to", Reference.Product("product", (row * WinogradTile.Size) + column))));
        }
    }
}
