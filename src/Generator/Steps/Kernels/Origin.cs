using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Where the pixels of a tensor begin.</summary>
internal static class Origin
{
    /// <summary>Declares a reference to a tensor's first pixel, where it has a border, and names it.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="reference">The reference to the tensor.</param>
    /// <param name="tensor">The tensor.</param>
    /// <param name="begin">Floats to the first pixel that is wanted. Default: that of the image.</param>
    public static string Write(CodeWriter writer, string reference, Tensor tensor, string begin = "0")
    {
        string offset = Reference.Sum(Literal.Of(tensor.Origin), begin);
        if (offset == "0")
        {
            return reference;
        }

        writer.Line($"ref float {reference}0 = ref {Reference.At(reference, offset)};");
        return reference + "0";
    }
}
