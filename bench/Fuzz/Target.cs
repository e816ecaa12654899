using System;

namespace NetGen.Bench.Fuzz;

/// <summary>A reader, and what it promises whatever it is given.</summary>
/// <param name="Name">What it reads: "safetensors".</param>
/// <param name="Seeds">Sound inputs, and some that are not; mutants are made of them.</param>
/// <param name="Words">What is put into mutants besides: signs that mean something there.</param>
/// <param name="Read">Reads an input to its end.</param>
/// <param name="Refuses">The exceptions that say that an input is refused.</param>
/// <param name="Most">The most bytes that reading an input of so many may take, garbage counted.</param>
internal sealed record Target(string Name, byte[][] Seeds, string[] Words, Action<byte[]> Read, Func<Exception, bool> Refuses, Func<long, long> Most);
