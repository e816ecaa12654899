using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Declaration;

namespace NetGen.Import.Text.Blocks;

/// <summary>Writes a layer's attribute in brackets, whatever the layers that it reads are called there.</summary>
internal static class LineText
{
    /// <param name="line">The layer.</param>
    /// <param name="above">The index of the layer above it.</param>
    /// <param name="reference">What a layer is called, as an expression.</param>
    /// <param name="value">An argument's value, as an expression.</param>
    public static string Of(LayerLine line, int above, Func<int, string> reference, Func<ImportedArgument, string> value)
    {
        var arguments = new List<string>();
        bool isMerging = NetworkDraft.IsMerging(line.Layer.Kind);
        if (isMerging)
        {
            // The layer above comes first where only others are named.
            arguments.AddRange(line.Inputs.Skip(line.Inputs.Count == 2 && line.Inputs[0] == above ? 1 : 0).Select(reference));
        }

        arguments.AddRange(line.Arguments.Where(argument => argument.IsPositional).SelectMany(argument => Positional(argument, value)));
        arguments.AddRange(line.Numbers.Concat(line.Arguments.Where(argument => argument.Value is not int))
            .Where(argument => !argument.IsPositional)
            .OrderBy(argument => PlaceOf(line, argument))
            .Select(argument => (IsWritten: PlaceOf(line, argument) >= 0, argument.Name, Text: value(argument)))
            .Where(argument => argument.IsWritten || argument.Text != "1")
            .Select(argument => $"{argument.Name} = {argument.Text}"));
        if (!isMerging && line.Inputs[0] != above)
        {
            arguments.Add($"Input = {reference(line.Inputs[0])}");
        }

        return arguments.Count == 0 ? $"[{line.Layer.Kind}]" : $"[{line.Layer.Kind}({string.Join(", ", arguments)})]";
    }

    /// <summary>As the file's import has put them; strides that were not written stand in front.</summary>
    private static int PlaceOf(LayerLine line, ImportedArgument argument)
    {
        for (int i = 0; i < line.Arguments.Count; i++)
        {
            if (line.Arguments[i] == argument)
            {
                return i;
            }
        }

        return -1;
    }

    private static IEnumerable<string> Positional(ImportedArgument argument, Func<ImportedArgument, string> value) => argument.Value switch
    {
        int[] numbers => numbers.Select(number => ValueText.Of(number)),
        string[] names => names.Select(ValueText.Quoted),
        _ => [value(argument)],
    };
}
