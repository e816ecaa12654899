using System;
using NetGen.Import.Files;

namespace NetGen.Import.Hdf5;

/// <summary>What elements are.</summary>
internal enum Hdf5Class
{
    Number,
    Text,
    VariableText,
    Other,
}

/// <summary>The type of an array's or attribute's elements.</summary>
/// <param name="Class">What they are.</param>
/// <param name="Size">Their bytes.</param>
/// <param name="Numbers">How numbers are written.</param>
/// <param name="Text">What it is, for messages.</param>
internal sealed record Hdf5Type(Hdf5Class Class, int Size, NumberFormat Numbers, string Text)
{
    private static readonly string[] Names =
    [
        "integer", "float", "time", "string", "bit field", "opaque", "compound", "reference", "enumeration", "variable-length", "array",
    ];

    public static Hdf5Type Read(ByteCursor message, string owner)
    {
        int head = message.Byte();
        int kind = head & 15;
        int bits = message.Byte();
        message.Skip(2);
        long size = message.UInt32();
        if (size is < 1 or > int.MaxValue)
        {
            throw new FormatException($"{owner} has elements of {size} bytes");
        }

        string name = kind < Names.Length ? Names[kind] : FormattableString.Invariant($"class {kind}");
        bool isBigEndian = (bits & 1) != 0;
        return kind switch
        {
            0 when size is 1 or 2 or 4 or 8 => Number(new NumberFormat((bits & 8) != 0 ? NumberKind.Signed : NumberKind.Unsigned, (int)size, isBigEndian)),
            1 when FloatFormat(message, (int)size, isBigEndian) is { } format => Number(format),
            3 => new Hdf5Type(Hdf5Class.Text, (int)size, default, name),
            9 when (bits & 15) == 1 => new Hdf5Type(Hdf5Class.VariableText, (int)size, default, name),

            // Truth values are an enumeration of integers.
            8 when size == 1 => Number(new NumberFormat(NumberKind.Unsigned, 1)),
            _ => new Hdf5Type(Hdf5Class.Other, (int)size, default, name),
        };

        Hdf5Type Number(NumberFormat format) => new(Hdf5Class.Number, format.Size, format, name);
    }

    private static NumberFormat? FloatFormat(ByteCursor message, int size, bool isBigEndian)
    {
        message.Skip(2);
        int precision = message.UInt16();
        message.Skip(1);
        int exponent = message.Byte();
        message.Skip(1);
        int fraction = message.Byte();
        return (size, precision, exponent, fraction) switch
        {
            (2, 16, 5, 10) or (4, 32, 8, 23) or (8, 64, 11, 52) => new NumberFormat(NumberKind.Float, size, isBigEndian),
            (2, 16, 8, 7) => new NumberFormat(NumberKind.BrainFloat, size, isBigEndian),
            _ => null,
        };
    }
}
