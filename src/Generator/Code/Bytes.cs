using System;

namespace NetGen.Generator.Code;

/// <summary>Small whole numbers, held as floats in registers, to and from bytes in memory.</summary>
internal static class Bytes
{
    public static void WriteStore(CodeWriter writer, Operations op, string floats, string target)
    {
        if (op.Form is not { } form)
        {
            writer.Line($"{target} = (byte){floats};");
            return;
        }

        writer.Line($"{form.Name}<int> whole = {form.Name}.ConvertToInt32Native({floats});");
        switch (form.Bits)
        {
            case 512:
                writer.Line("Vector256<short> halves = Vector256.Narrow(whole.GetLower(), whole.GetUpper());");
                writer.Line($"Vector128.Narrow(halves.GetLower(), halves.GetUpper()).AsByte().StoreUnsafe(ref {target});");
                break;
            case 256:
                writer.Line("Vector128<short> halves = Vector128.Narrow(whole.GetLower(), whole.GetUpper());");
                writer.Line($"Unsafe.WriteUnaligned(ref {target}, Vector128.Narrow(halves, halves).AsUInt64().ToScalar());");
                break;
            default:
                writer.Line("Vector128<short> halves = Vector128.Narrow(whole, whole);");
                writer.Line($"Unsafe.WriteUnaligned(ref {target}, Vector128.Narrow(halves, halves).AsUInt32().ToScalar());");
                break;
        }
    }

    /// <summary>Declares <paramref name="name"/>: whole numbers in the places of floats, or an int.</summary>
    public static void WriteLoad(CodeWriter writer, Operations op, string name, string source)
    {
        if (op.Form is not { } form)
        {
            writer.Line($"int {name} = {source};");
            return;
        }

        writer.Line(form.Bits switch
        {
            512 => $"Vector128<byte> {name}Bytes = Vector128.LoadUnsafe(ref {source});",
            256 => $"Vector128<byte> {name}Bytes = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref {source})).AsByte();",
            _ => $"Vector128<byte> {name}Bytes = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>(ref {source})).AsByte();",
        });
        writer.Line(form.Bits switch
        {
            512 => $"Vector512<uint> {name} = Vector512.WidenLower(Vector256.WidenLower({name}Bytes.ToVector256Unsafe()).ToVector512Unsafe());",
            256 => $"Vector256<uint> {name} = Vector256.WidenLower(Vector128.WidenLower({name}Bytes).ToVector256Unsafe());",
            _ => $"Vector128<uint> {name} = Vector128.WidenLower(Vector128.WidenLower({name}Bytes));",
        });
    }

    /// <summary>The value where the number is <paramref name="number"/>, elsewhere zero.</summary>
    public static string Where(Operations op, string name, int number, string value) => op.Form is { } form
        ? $"{form.Name}.Equals({name}, {form.Name}.Create({FormattableString.Invariant($"{number}u")})).AsSingle() & {value}"
        : $"{name} == {number} ? {value} : 0f";
}
