using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace NetGen.Bench.Mutation;

/// <summary>
/// Makes the assemblies of mutants that have none: the tests move on with the sources, so an earlier pass's survivors are compiled from what the sources are
/// now. A mutant is found again by its file, kind and words, and of several it is the one of the nearest line.
/// </summary>
internal static class MissingImages
{
    /// <summary>Compiles what is open and has no assembly; says of which mutants the sources have nothing left.</summary>
    public static void Make(Campaign campaign)
    {
        Result[] missing = [.. Result.Read(campaign.Results).Values.Where(result => result.IsOpen && !File.Exists(campaign.ImageOf(result.Number)))];
        if (missing.Length == 0)
        {
            return;
        }

        CompilerSources sources = CompilerSources.Read(campaign.Root, campaign.Folder);
        ILookup<(string, string, string), Mutant> mutants = sources.Mutants().ToLookup(mutant => (mutant.File, mutant.Kind, mutant.Words));
        foreach (Result result in missing)
        {
            string[] place = result.Place.Split(':');
            int line = int.Parse(place[1], CultureInfo.InvariantCulture);
            IEnumerable<Mutant> same = mutants[(place[0], result.Kind, result.Words)];
            if (same.MinBy(mutant => Math.Abs(mutant.Line - line)) is { } mutant && sources.Compile(mutant) is { } image)
            {
                File.WriteAllBytes(campaign.ImageOf(result.Number), image);
            }
            else
            {
                Console.WriteLine($"{result.Number,4} {result.Place} {result.Kind}: {result.Words}: the sources have this no more");
            }
        }
    }
}
