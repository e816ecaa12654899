using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace NetGen.Bench.Fuzz;

/// <summary>Broken forms of an input that may have another length: bytes, numbers, blocks and words of the format changed, put in, taken out or brought from another input.</summary>
/// <param name="random">Decides what.</param>
/// <param name="words">Signs that mean something to the reader.</param>
/// <param name="longest">No mutant has more bytes.</param>
internal sealed class Mutator(Random random, string[] words, int longest)
{
    /// <summary>Where readers that count wrongly go wrong: ends of the types of integers, and what lies beside them.</summary>
    private static readonly long[] Numbers =
    [
        0, 1, -1, 2, 3, 4, 7, 8, 16, 32, 64, 100, 127, 128, 255, 256, 512, 1_000, 1_024, 4_096, short.MaxValue, ushort.MaxValue, 1 << 16, 100_663_045,
        int.MaxValue, int.MinValue, uint.MaxValue, 1L << 32, long.MaxValue, long.MinValue,
    ];

    private readonly byte[][] _words = Array.ConvertAll(words, Encoding.UTF8.GetBytes);

    /// <summary>A mutant of an input, with parts of another.</summary>
    public byte[] Mutate(byte[] input, byte[] other)
    {
        List<byte> mutant = [.. input];
        for (int changes = 1 << random.Next(5); changes > 0; changes--)
        {
            Change(mutant, other);
        }

        return [.. CollectionsMarshal.AsSpan(mutant)[..Math.Min(mutant.Count, longest)]];
    }

    private void Change(List<byte> mutant, byte[] other)
    {
        Span<byte> bytes = CollectionsMarshal.AsSpan(mutant);
        int at = random.Next(bytes.Length + 1);
        Span<byte> rest = bytes[at..];
        switch (random.Next(12))
        {
            case 0 when rest.Length > 0:
                rest[0] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when rest.Length > 0:
                rest[0] = (byte)random.Next(256);
                break;
            case 2 when rest.Length > 0:
                rest[0] += (byte)random.Next(-35, 36);
                break;
            case 3 or 4:
                Number(rest);
                break;
            case 5:
                mutant.RemoveRange(at, Math.Min(rest.Length, Length()));
                break;
            case 6:
                mutant.InsertRange(at, Block(bytes));
                break;
            case 7:
                byte[] block = Block(bytes);
                block.AsSpan(0, Math.Min(rest.Length, block.Length)).CopyTo(rest);
                break;
            case 8:
                mutant.InsertRange(at, Block(other));
                break;
            case 9:
                mutant.RemoveRange(at, rest.Length);
                mutant.AddRange(other.AsSpan(random.Next(other.Length + 1)));
                break;
            case 10:
                Digits(mutant, at);
                break;
            default:
                Word(mutant, at);
                break;
        }
    }

    /// <summary>Small blocks are the most frequent.</summary>
    private int Length() => 1 + random.Next(1 << random.Next(1, 7));

    private byte[] Block(ReadOnlySpan<byte> source)
    {
        int length = Math.Min(source.Length, Length());
        return source.Slice(random.Next(source.Length - length + 1), length).ToArray();
    }

    /// <summary>A number of one, two, four or eight bytes, in either order of them, becomes another one or one that lies near it.</summary>
    private void Number(Span<byte> rest)
    {
        int size = 1 << random.Next(4);
        if (rest.Length < size)
        {
            return;
        }

        Span<byte> eight = stackalloc byte[sizeof(long)];
        bool isTurned = random.Next(2) == 0;
        eight.Clear();
        rest[..size].CopyTo(eight);
        if (isTurned)
        {
            eight[..size].Reverse();
        }

        long number = random.Next(2) == 0 ? Numbers[random.Next(Numbers.Length)] : unchecked(BinaryPrimitives.ReadInt64LittleEndian(eight) + random.Next(-35, 36));
        BinaryPrimitives.WriteInt64LittleEndian(eight, number);
        if (isTurned)
        {
            eight[..size].Reverse();
        }

        eight[..size].CopyTo(rest);
    }

    /// <summary>A number in a text, the next one behind a place, becomes another one.</summary>
    private void Digits(List<byte> mutant, int at)
    {
        int begin = mutant.FindIndex(at, value => char.IsAsciiDigit((char)value));
        if (begin < 0)
        {
            return;
        }

        int end = begin;
        while (end < mutant.Count && char.IsAsciiDigit((char)mutant[end]))
        {
            end++;
        }

        mutant.RemoveRange(begin, end - begin);
        mutant.InsertRange(begin, Encoding.ASCII.GetBytes(Numbers[random.Next(Numbers.Length)].ToString(CultureInfo.InvariantCulture)));
    }

    private void Word(List<byte> mutant, int at)
    {
        if (_words.Length == 0)
        {
            return;
        }

        byte[] word = _words[random.Next(_words.Length)];
        mutant.RemoveRange(at, Math.Min(random.Next(2) * word.Length, mutant.Count - at));
        mutant.InsertRange(at, word);
    }
}
