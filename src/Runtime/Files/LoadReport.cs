using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace NetGen;

/// <summary>
/// What a network has taken from a file of weights, and what not. Each of its parameters is in one of <see cref="Loaded"/>, <see cref="Missing"/>, <see cref="Mismatched"/> and
/// <see cref="Excluded"/>; each tensor of the file was loaded, is mismatched or is <see cref="Unused"/>.
/// </summary>
public sealed class LoadReport
{
    internal LoadReport(
        string source,
        IReadOnlyList<string> loaded,
        IReadOnlyList<string> missing,
        IReadOnlyList<ShapeMismatch> mismatched,
        IReadOnlyList<string> excluded,
        IReadOnlyList<string> unused)
    {
        Source = source;
        Loaded = loaded;
        Missing = missing;
        Mismatched = mismatched;
        Excluded = excluded;
        Unused = unused;
    }

    /// <summary>The parameters that have the file's values now, in the network's order.</summary>
    public IReadOnlyList<string> Loaded { get; }

    /// <summary>The parameters that were chosen and are not in the file; they stay as they were (PyTorch: <c>missing_keys</c>).</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>The parameters that were chosen and have another shape in the file; they stay as they were.</summary>
    public IReadOnlyList<ShapeMismatch> Mismatched { get; }

    /// <summary>The parameters that the options left out; they stay as they were.</summary>
    public IReadOnlyList<string> Excluded { get; }

    /// <summary>The tensors of the file that no parameter was to take, under their names in the file (PyTorch: <c>unexpected_keys</c>).</summary>
    public IReadOnlyList<string> Unused { get; }

    /// <summary>Whether every parameter that was chosen was loaded.</summary>
    public bool IsComplete => Missing.Count == 0 && Mismatched.Count == 0;

    /// <summary>The file, for messages.</summary>
    internal string Source { get; }

    /// <summary>What was loaded and what not, a line for each kind that there is; of many names the first ten.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        int all = Loaded.Count + Missing.Count + Mismatched.Count + Excluded.Count;
        text.Append(FormattableString.Invariant($"{Loaded.Count} of {all} parameters loaded from {Source}"));
        Append("missing in the file", Missing);
        Append("of another shape in the file", [.. Mismatched.Select(mismatch => mismatch.ToString())]);
        Append("left out", Excluded);
        Append("unused in the file", Unused);
        return text.ToString();

        void Append(string words, IReadOnlyCollection<string> names)
        {
            if (names.Count > 0)
            {
                text.Append('\n').Append(words).Append(": ").Append(ForeignText.List(names));
            }
        }
    }
}
