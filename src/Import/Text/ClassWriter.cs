using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace NetGen.Import.Text;

/// <summary>Writes a declaration as a person would: an attribute a line, arguments by position where the constructor takes them so.</summary>
internal static class ClassWriter
{
    public static string Write(ImportedNetwork network, string className, string namespaceName, string? weights)
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

        foreach (ImportedLayer layer in network.Layers)
        {
            text.Append(Attribute(layer)).Append('\n');
        }

        return text.Append("public sealed partial class ").Append(className).Append(";\n").ToString();
    }

    /// <summary>A layer's attribute in brackets.</summary>
    public static string Attribute(ImportedLayer layer)
    {
        IEnumerable<string> positional = layer.Arguments.Where(argument => argument.IsPositional).SelectMany(Positional);
        IEnumerable<string> named = layer.Arguments.Where(argument => !argument.IsPositional).Select(argument => $"{argument.Name} = {ValueText.Of(argument.Value)}");
        string arguments = string.Join(", ", positional.Concat(named));
        return arguments.Length == 0 ? $"[{layer.Kind}]" : $"[{layer.Kind}({arguments})]";
    }

    private static IEnumerable<string> Positional(ImportedArgument argument) => argument.Value switch
    {
        string[] names => names.Select(ValueText.Quoted),
        int[] numbers => numbers.Select(number => ValueText.Of(number)),
        _ => [ValueText.Of(argument.Value)],
    };
}
