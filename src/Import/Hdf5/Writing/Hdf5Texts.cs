using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace NetGen.Import.Hdf5.Writing;

/// <summary>The texts of all attributes, which lie together ahead of what refers to them.</summary>
internal sealed class Hdf5Texts
{
    private const int LeastSize = 4096;

    // Numbers of texts have 16 bits; 0 is the free space.
    private const int MostTexts = 32_000;

    private readonly Dictionary<string, (long Heap, int Number)> _places = new(StringComparer.Ordinal);

    /// <summary>Writes the texts of a group and of all within.</summary>
    public void Write(Hdf5Bytes file, Hdf5Group root)
    {
        foreach (string[] texts in TextsOf(root).Distinct(StringComparer.Ordinal).Chunk(MostTexts))
        {
            var heap = new Hdf5Bytes();
            long start = file.Position;
            foreach (string text in texts)
            {
                byte[] bytes = Encoding.UTF8.GetBytes(text);
                _places.Add(text, (start, _places.Count % MostTexts + 1));
                heap.Short(_places[text].Number).Short(1).Int(0).Long(bytes.Length).Byte(bytes).Align();
            }

            // The rest is an object of free space, which counts its own head.
            long size = Math.Max(LeastSize, 16 + heap.Position + 16);
            long free = size - 16 - heap.Position;
            file.Signature("GCOL").Byte(1, 0, 0, 0).Long(size).Append(heap).Short(0).Short(0).Int(0).Long(free).Zeros(free - 16);
        }
    }

    /// <summary>What stands in an attribute for a text.</summary>
    public Hdf5Bytes Reference(string text)
    {
        (long heap, int number) = _places[text];
        return new Hdf5Bytes().Int(Encoding.UTF8.GetByteCount(text)).Long(heap).Int(number);
    }

    private static IEnumerable<string> TextsOf(Hdf5Group group) => group.Attributes.Values.Concat(group.Groups.Values.SelectMany(TextsOf));
}
