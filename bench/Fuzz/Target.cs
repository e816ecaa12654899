using System;

namespace NetGen.Bench.Fuzz;

/// <summary>A reader, and what it promises whatever it is given.</summary>
/// <param name="Name">What it reads: "safetensors".</param>
/// <param name="Seeds">Sound inputs, and some that are not; mutants are made of them.</param>
/// <param name="Words">What is put into mutants besides: signs that mean something there.</param>
/// <param name="Read">Reads an input to its end, and says what came of it where it was not refused: inputs that are answered otherwise than all before are kept, and changed again.</param>
/// <param name="Refuses">The exceptions that say that an input is refused.</param>
/// <param name="Most">The most bytes that reading an input of so many may take, garbage counted.</param>
internal sealed record Target(string Name, byte[][] Seeds, string[] Words, Func<byte[], string> Read, Func<Exception, bool> Refuses, Func<long, long> Most)
{
    /// <summary>A reader of which nothing is known but that it accepts an input.</summary>
    public Target(string name, byte[][] seeds, string[] words, Action<byte[]> read, Func<Exception, bool> refuses, Func<long, long> most)
        : this(name, seeds, words, input => Accept(read, input), refuses, most)
    {
    }

    private static string Accept(Action<byte[]> read, byte[] input)
    {
        read(input);
        return "accepted";
    }
}
