using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Where the pixels of a tensor begin.</summary>
internal static class Origin
{
    /// <summary>Declares a reference to a tensor's first pixel, where it has a border, and names it.</summary>
    public static string Write(CodeWriter writer, string reference, Tensor tensor)
    {
        if (tensor.Origin == 0)
        {
            return reference;
        }

        writer.Line($"ref float {reference}0 = ref {Reference.At(reference, tensor.Origin)};");
        return reference + "0";
    }
}
