using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CsCheck;

namespace NetGen.Generator.Tests;

/// <summary>
/// Random cases that are the same ones every time, so that a test which fails fails again. Another series, and with it other cases, is had by the
/// environment variable NETGEN_FUZZ_SERIES, a whole number.
/// </summary>
internal static class Drawn
{
    /// <summary>The generator's first numbers are much alike for seeds that follow each other.</summary>
    private const ulong SpreadOfSeeds = 0x9E3779B97F4A7C15;

    private static readonly uint Series =
        Environment.GetEnvironmentVariable("NETGEN_FUZZ_SERIES") is { Length: > 0 } text ? uint.Parse(text, CultureInfo.InvariantCulture) : 0;

    /// <summary>Cases for one test.</summary>
    /// <param name="cases">What they are drawn from.</param>
    /// <param name="count">How many.</param>
    /// <param name="test">A number of the test's own, lest all tests look at the same cases.</param>
    public static IEnumerable<T> From<T>(Gen<T> cases, int count, uint test) => Enumerable.Range(0, count)
        .Select(i => cases.Generate(new PCG(test, unchecked((((ulong)Series << 32) + (ulong)i) * SpreadOfSeeds)), null, out _));
}
