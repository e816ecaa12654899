using System;
using System.Collections.Generic;
using System.IO;
using NetGen.Import.Files;
using Xunit;

namespace NetGen.Import.Tests.Hostile;

/// <summary>Broken forms of a file: bytes flipped, numbers made large, ends cut, the same for a given number.</summary>
internal static class Mutants
{
    private static readonly byte[] Interesting = [0x00, 0x01, 0x7F, 0x80, 0xFF];

    public static IEnumerable<byte[]> Of(byte[] file, int count)
    {
        uint state = 20260101;
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

    /// <summary>Whatever a file holds, reading it ends in a network, or in one of the exceptions that are promised, which name the file.</summary>
    public static void EndAsPromised(string name, IEnumerable<byte[]> mutants, Action<ModelSource> read, Func<string, byte[]?>? sibling = null)
    {
        int number = 0;
        long beside = 0;
        Func<string, byte[]?> counted = file =>
        {
            byte[]? content = sibling?.Invoke(file);
            beside += content?.Length ?? 0;
            return content;
        };
        foreach (byte[] mutant in mutants)
        {
            beside = 0;
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(new ModelSource(name, mutant, counted));
            }
            catch (InvalidDataException exception)
            {
                Assert.True(exception.Message.Contains(name, StringComparison.Ordinal), $"Mutant {number} of {name} is refused without its name: {exception.Message}");
            }
            catch (UnsupportedModelException)
            {
            }
            catch (Exception exception)
            {
                Assert.Fail($"Mutant {number} of {name} ends in {exception}");
            }

            long used = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(used <= Most(mutant.Length + beside), $"Mutant {number} of {name}, {mutant.Length} bytes, made the reader take {used} bytes.");
            number++;
        }
    }
}
