using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using NetGen.Import.Text.Blocks;

namespace NetGen.Import.Text;

/// <summary>Writes a declaration as a person would: an attribute a line, arguments by position where the constructor takes them so, and what repeats once.</summary>
internal static class ClassWriter
{
    public static string Write(ImportedNetwork network, string className, string namespaceName, string? weights, bool useBlocks)
    {
        if (!IdentifierText.IsIdentifier(className))
        {
            throw new ArgumentException($"'{className}' is no name of a class.", nameof(className));
        }

        if (namespaceName.Length > 0 && !namespaceName.Split('.').All(IdentifierText.IsIdentifier))
        {
            throw new ArgumentException($"'{namespaceName}' is no name of a namespace.", nameof(namespaceName));
        }

        var text = new StringBuilder("using NetGen;\n\n");
        if (namespaceName.Length > 0)
        {
            text.Append("namespace ").Append(namespaceName).Append(";\n\n");
        }

        text.Append("[Network(").Append(string.Join(", ", network.InputShape.Select(size => ValueText.Of(size)))).Append(")]\n");
        if (weights is not null)
        {
            text.Append("[Weights(").Append(ValueText.Quoted(weights)).Append(")]\n");
        }

        IReadOnlyList<LayerLine> lines = LayerLine.Of(network);
        IReadOnlyList<BlockClass> blocks = useBlocks ? BlocksOf(lines, className) : [];
        foreach (string line in Outline.Of(lines, blocks))
        {
            text.Append(line).Append('\n');
        }

        text.Append("public sealed partial class ").Append(className).Append(";\n");
        foreach (BlockClass block in blocks)
        {
            text.Append('\n').Append(block.Write());
        }

        return text.ToString();
    }

    private static List<BlockClass> BlocksOf(IReadOnlyList<LayerLine> lines, string className)
    {
        var blocks = new List<BlockClass>();
        var taken = new HashSet<string>(StringComparer.Ordinal) { className };
        foreach (BlockPattern pattern in BlockPattern.Find(lines).OrderBy(pattern => pattern.Starts[0]))
        {
            string stem = BlockClass.StemOf(lines, pattern);
            string name = stem;
            for (int number = 2; !taken.Add(name); number++)
            {
                name = FormattableString.Invariant($"{stem}{number}");
            }

            blocks.Add(new BlockClass(lines, pattern, name));
        }

        return blocks;
    }
}
