using System;
using System.Collections.Generic;

namespace NetGen.Import.Tests.Hostile;

/// <summary>Broken forms of a file: bytes flipped, numbers made large, ends cut, the same for a given number.</summary>
internal static class FileMutants
{
    private static readonly byte[] Interesting = [0x00, 0x01, 0x7F, 0x80, 0xFF];

    /// <param name="file">The file, of more than eight bytes.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Another one gives others.</param>
    public static IEnumerable<byte[]> Of(byte[] file, int count, uint seed = 20260101)
    {
        uint state = seed;
        for (int i = 0; i < count; i++)
        {
            byte[] mutant = [.. file];
            int changes = 1 + Next(3);
            for (int change = 0; change < changes; change++)
            {
                // Headers lie in front and, of zip files, at the end: half of the changes go there.
                int at = Next(4) switch { 0 => Next(Math.Min(512, file.Length)), 1 => file.Length - 1 - Next(Math.Min(512, file.Length)), _ => Next(file.Length) };
                switch (Next(4))
                {
                    case 0:
                        mutant[at] ^= (byte)(1 << Next(8));
                        break;
                    case 1:
                        mutant[at] = Interesting[Next(Interesting.Length)];
                        break;
                    case 2:
                        mutant.AsSpan(at, Math.Min(8, mutant.Length - at)).Fill((byte)(Next(2) == 0 ? 0xFF : 0x7F));
                        break;
                    default:
                        mutant.AsSpan(Next(file.Length - 8), 8).CopyTo(mutant.AsSpan(Math.Min(at, file.Length - 8), 8));
                        break;
                }
            }

            yield return Next(8) == 0 ? mutant[..Next(mutant.Length)] : mutant;
        }

        int Next(int below)
        {
            state = unchecked((state * 1664525u) + 1013904223u);
            return (int)((state >> 8) % (uint)below);
        }
    }

    /// <summary>
    /// All that a reader may take of memory, garbage counted, for files of so many bytes: an object for every character of a text that is nothing but brackets, and what packing may
    /// have made small. What a file's numbers claim is never believed.
    /// </summary>
    public static long Most(long bytes) => (4L << 20) + (100 * bytes);
}
