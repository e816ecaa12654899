using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Import.Keras;

/// <summary>Gathers what there is to say of an import, once for all layers that it is true of.</summary>
internal sealed class KerasRemarks
{
    private readonly List<(string Text, List<string> Layers)> _remarks = [];

    /// <summary>Something that trains and does not compute, and that NetGen does not have.</summary>
    public void LeftOut(string what, string layer) =>
        Add($"NetGen does not have {what}, which changes no output but how the network is trained on: it is left out of", layer);

    /// <param name="text">A sentence that goes on with the layers' names.</param>
    /// <param name="layer">The layer.</param>
    public void Add(string text, string layer)
    {
        int index = _remarks.FindIndex(remark => remark.Text == text);
        if (index < 0)
        {
            _remarks.Add((text, []));
            index = _remarks.Count - 1;
        }

        if (!_remarks[index].Layers.Contains(layer))
        {
            _remarks[index].Layers.Add(layer);
        }
    }

    public IEnumerable<string> Sentences() => _remarks.Select(remark => FormattableString.Invariant($"{remark.Text} {Names(remark.Layers)}."));

    private static string Names(List<string> layers) =>
        string.Join(", ", layers.Take(5).Select(layer => $"'{Files.FileText.Of(layer)}'"))
            + (layers.Count > 5 ? FormattableString.Invariant($" and {layers.Count - 5} more") : "");
}
