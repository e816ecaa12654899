using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace NetGen.Tool.Importing;

/// <summary>An array in a file of numpy's (NEP 1): <c>numpy.save("input.npy", array)</c>.</summary>
/// <param name="Shape">Its sizes, the slowest first.</param>
/// <param name="Values">Its values, row by row.</param>
internal sealed partial record NpyFile(int[] Shape, float[] Values)
{
    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is no such file, broken, or of values that are no real numbers.</exception>
    public static NpyFile Read(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        if (file.Length < 12 || !file.AsSpan(0, 6).SequenceEqual(Magic) || file[6] is not (1 or 2 or 3))
        {
            throw Broken(path, "it does not begin as a file of numpy's does");
        }

        int lengthSize = file[6] == 1 ? 2 : 4;
        long headerLength = lengthSize == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(8)) : BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(8));
        long begin = 8 + lengthSize + headerLength;
        if (begin > file.Length)
        {
            throw Broken(path, "it ends in its header");
        }

        string header = Encoding.UTF8.GetString(file, 8 + lengthSize, (int)headerLength);
        Match parts = Header().Match(header);
        if (!parts.Success)
        {
            throw Broken(path, "its header names no type, order and shape");
        }

        if (parts.Groups["fortran"].Value == "True")
        {
            throw Broken(path, "its values lie column by column; numpy.ascontiguousarray puts them row by row");
        }

        int[] shape = ShapeOf(path, parts.Groups["shape"].Value);
        string type = parts.Groups["type"].Value;
        (int size, Func<byte[], int, float> read) = ReaderOf(path, type);
        long count = shape.Aggregate(1L, (product, length) => Math.Min(product * length, int.MaxValue));
        if (file.Length - begin != count * size)
        {
            throw Broken(path, string.Create(CultureInfo.InvariantCulture, $"its header says {count} values of {size} bytes, and {file.Length - begin} bytes follow"));
        }

        var values = new float[count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = read(file, (int)begin + (i * size));
        }

        return new NpyFile(shape, values);
    }

    private static int[] ShapeOf(string path, string text) =>
    [
        .. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(size => int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : throw Broken(path, $"its shape has a size of '{size}'")),
    ];

    private static (int Size, Func<byte[], int, float> Read) ReaderOf(string path, string type) => type switch
    {
        "<f2" => (2, (bytes, at) => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes.AsSpan(at))),
        "<f4" => (4, (bytes, at) => BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(at))),
        "<f8" => (8, (bytes, at) => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(at))),
        "|u1" => (1, (bytes, at) => bytes[at]),
        "|i1" => (1, (bytes, at) => (sbyte)bytes[at]),
        "<i4" => (4, (bytes, at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at))),
        "<i8" => (8, (bytes, at) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at))),
        _ => throw Broken(path, $"its values are of type '{ForeignText.Show(type)}'; float16, float32, float64, uint8, int8, int32 and int64 are read, with the lowest byte first"),
    };

    private static InvalidDataException Broken(string path, string why) => new($"{path} cannot be read as an array: {why}.");

    [GeneratedRegex(@"'descr':\s*'(?<type>[^']*)',\s*'fortran_order':\s*(?<fortran>True|False),\s*'shape':\s*\((?<shape>[^)]*)\)")]
    private static partial Regex Header();
}
