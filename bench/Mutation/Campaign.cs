using System.Globalization;
using System.IO;

namespace NetGen.Bench.Mutation;

/// <summary>What is wanted, and where everything lies.</summary>
/// <param name="Root">The repository.</param>
/// <param name="Folder">Results, mutants that live, and copies of the tests.</param>
/// <param name="Count">Mutants that compile.</param>
/// <param name="Seed">Another one gives other mutants.</param>
/// <param name="Stages">So many stages of tests, of <see cref="Stage.All"/>.</param>
internal sealed record Campaign(string Root, string Folder, int Count, int Seed, int Stages)
{
    public string Results => Path.Combine(Folder, "results.tsv");

    /// <summary>The mutant that is being tried.</summary>
    public string InHand => Path.Combine(Folder, "in-hand.tsv");

    /// <summary>A mutant as an assembly; null for the compiler unchanged.</summary>
    public string ImageOf(int? number) => Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"mutant-{number ?? 0:d4}.dll"));
}
