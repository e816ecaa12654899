using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Declaration;

namespace NetGen.Import.Text.Blocks;

/// <summary>The lines of a declaration: layers, and uses of blocks in the place of theirs.</summary>
internal static class Outline
{
    private const string NetworkInput = "input";

    public static IReadOnlyList<string> Of(IReadOnlyList<LayerLine> lines, IReadOnlyList<BlockClass> blocks)
    {
        var starts = new Dictionary<int, (BlockClass Block, int Use)>();
        foreach (BlockClass block in blocks)
        {
            for (int use = 0; use < block.Pattern.Starts.Count; use++)
            {
                starts.Add(block.Pattern.Starts[use], (block, use));
            }
        }

        string?[] names = Names(lines, starts);
        string Reference(int input) => ValueText.Quoted(input < 0 ? NetworkInput : names[input]!);
        var outline = new List<string>();
        for (int i = 0; i < lines.Count;)
        {
            if (starts.TryGetValue(i, out (BlockClass Block, int Use) use))
            {
                int repeats = RepeatsOf(use.Block, use.Use, starts);
                string arguments = string.Join(
                    ", ", new[] { use.Block.ArgumentsOf(use.Use), repeats > 1 ? $"Repeat = {ValueText.Of(repeats)}" : "" }.Where(part => part.Length > 0));
                outline.Add(arguments.Length == 0 ? $"[{use.Block.Name}]" : $"[{use.Block.Name}({arguments})]");
                i += repeats * use.Block.Pattern.Length;
                continue;
            }

            string line = LineText.Of(lines[i], i - 1, Reference, argument => ValueText.Of(argument.Value));
            outline.Add(lines[i].GivenName is { } name ? Named(line, name) : line);
            i++;
        }

        return outline;
    }

    /// <summary>What layers are called in the network; of a block only the last one is called anything, by the name of the use.</summary>
    private static string?[] Names(IReadOnlyList<LayerLine> lines, Dictionary<int, (BlockClass Block, int Use)> starts)
    {
        var names = new string?[lines.Count];
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < lines.Count; i++)
        {
            if (starts.TryGetValue(i, out (BlockClass Block, int Use) use))
            {
                i += use.Block.Pattern.Length - 1;
                names[i] = AutomaticNames.Next(use.Block.Name, counts);
                continue;
            }

            names[i] = lines[i].GivenName ?? AutomaticNames.Next(lines[i].Layer.Kind, counts);
        }

        return names;
    }

    /// <summary>How many uses follow each other with the same hyperparameters.</summary>
    private static int RepeatsOf(BlockClass block, int use, Dictionary<int, (BlockClass Block, int Use)> starts)
    {
        int repeats = 1;
        while (starts.TryGetValue(block.Pattern.Starts[use] + (repeats * block.Pattern.Length), out (BlockClass Block, int Use) next)
            && next.Block == block
            && block.ArgumentsOf(next.Use) == block.ArgumentsOf(use))
        {
            repeats++;
        }

        return repeats;
    }

    private static string Named(string line, string name)
    {
        string argument = $"Name = {ValueText.Quoted(name)}";
        return line.EndsWith(")]", StringComparison.Ordinal)
            ? $"{line.Substring(0, line.Length - 2)}, {argument})]"
            : $"{line.Substring(0, line.Length - 1)}({argument})]";
    }
}
