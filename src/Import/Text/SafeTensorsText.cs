using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace NetGen.Import.Text;

/// <summary>Writes weights as the format safetensors has them: the header's length, a header of JSON, and the values as they are.</summary>
internal static class SafeTensorsText
{
    // Values begin at a multiple of it, so that readers can take them where they lie.
    private const int Alignment = 8;

    public static void Write(Stream stream, IReadOnlyList<ImportedTensor> tensors)
    {
        var header = new StringBuilder("{");
        long begin = 0;
        foreach (ImportedTensor tensor in tensors)
        {
            long end = begin + ((long)sizeof(float) * tensor.Values.Length);
            string shape = string.Join(",", tensor.Shape.Select(size => size.ToString(CultureInfo.InvariantCulture)));
            header.Append(header.Length > 1 ? "," : "")
                .Append(FormattableString.Invariant($"\"{tensor.Name}\":{{\"dtype\":\"F32\",\"shape\":[{shape}],\"data_offsets\":[{begin},{end}]}}"));
            begin = end;
        }

        header.Append('}');
        header.Append(' ', (Alignment - (header.Length % Alignment)) % Alignment);
        byte[] text = Encoding.ASCII.GetBytes(header.ToString());
        Write(stream, BitConverter.GetBytes((long)text.Length));
        stream.Write(text, 0, text.Length);
        foreach (ImportedTensor tensor in tensors)
        {
            byte[] values = new byte[sizeof(float) * tensor.Values.Length];
            Buffer.BlockCopy(tensor.Values, 0, values, 0, values.Length);
            if (!BitConverter.IsLittleEndian)
            {
                Turn(values);
            }

            stream.Write(values, 0, values.Length);
        }
    }

    private static void Write(Stream stream, byte[] number)
    {
        if (!BitConverter.IsLittleEndian)
        {
            Array.Reverse(number);
        }

        stream.Write(number, 0, number.Length);
    }

    private static void Turn(byte[] values)
    {
        for (int i = 0; i < values.Length; i += sizeof(float))
        {
            Array.Reverse(values, i, sizeof(float));
        }
    }
}
