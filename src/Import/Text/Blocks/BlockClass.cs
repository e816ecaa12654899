using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using NetGen.Import.Declaration;

namespace NetGen.Import.Text.Blocks;

/// <summary>A block as a class, and its uses as attributes.</summary>
internal sealed class BlockClass(IReadOnlyList<LayerLine> lines, BlockPattern pattern, string name)
{
    private readonly IReadOnlyList<Hyperparameter> _hyperparameters = Hyperparameter.Of(lines, pattern);

    public string Name => name;

    public BlockPattern Pattern => pattern;

    /// <summary>What people call such layers.</summary>
    public static string StemOf(IReadOnlyList<LayerLine> lines, BlockPattern pattern)
    {
        string[] kinds = [.. Enumerable.Range(pattern.Starts[0], pattern.Length).Select(i => lines[i].Layer.Kind)];
        bool isDepthwise = kinds.Contains("DepthwiseConv2D");
        return kinds.Contains("Add") ? (isDepthwise ? "InvertedResidual" : "Residual")
            : isDepthwise || kinds.Contains("SeparableConv2D") ? "Separable"
            : kinds.Contains("Conv2D") ? "Convolution"
            : "Repeated";
    }

    /// <summary>The hyperparameters of a use, as they are written in brackets.</summary>
    public string ArgumentsOf(int use)
    {
        IEnumerable<string> arguments = _hyperparameters
            .Where(hyperparameter => !hyperparameter.IsOptional || hyperparameter.Values[use] != hyperparameter.Default)
            .Select(hyperparameter => (hyperparameter.IsOptional ? hyperparameter.Parameter + ": " : "") + ValueText.Of(hyperparameter.Values[use]));
        return string.Join(", ", arguments);
    }

    /// <summary>The class with its layers.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        string[] names = Names();
        for (int i = 0; i < pattern.Length; i++)
        {
            text.Append(Line(i, names)).Append('\n');
        }

        text.Append("internal sealed class ").Append(name).Append(" : BlockAttribute\n{\n");
        foreach (Hyperparameter hyperparameter in _hyperparameters)
        {
            text.Append("    private const int ").Append(hyperparameter.Name).Append(" = ").Append(ValueText.Of(hyperparameter.Default)).Append(";\n");
        }

        if (_hyperparameters.Count > 0)
        {
            IEnumerable<string> parameters = _hyperparameters.Select(
                hyperparameter => $"int {hyperparameter.Parameter}{(hyperparameter.IsOptional ? $" = {hyperparameter.Name}" : "")}");
            text.Append("\n    public ").Append(name).Append('(').Append(string.Join(", ", parameters)).Append(")\n    {\n    }\n");
        }

        return text.Append("}\n").ToString();
    }

    /// <summary>The names that the layers have inside, which are Keras's, counted anew.</summary>
    private string[] Names()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. Enumerable.Range(pattern.Starts[0], pattern.Length).Select(i => AutomaticNames.Next(lines[i].Layer.Kind, counts))];
    }

    private string Line(int layer, string[] names)
    {
        int start = pattern.Starts[0];
        LayerLine line = lines[start + layer];
        string Reference(int input) => input < start ? "BlockInput" : ValueText.Quoted(names[input - start]);
        return LineText.Of(line, layer - 1 + start, Reference, argument => Written(layer, argument));
    }

    private string Written(int layer, ImportedArgument argument) =>
        _hyperparameters.FirstOrDefault(hyperparameter => hyperparameter.Places.Contains((layer, argument.Name)))?.Name ?? ValueText.Of(argument.Value);
}
