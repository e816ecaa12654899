using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace NetGen.Samples.FashionMnist;

/// <summary>How often samples of one class were taken for another: rows are the true classes, columns the predicted ones.</summary>
internal sealed class ConfusionMatrix
{
    private const int LabelWidth = 9;
    private const int CellWidth = 6;

    private readonly IReadOnlyList<string> _classes;
    private readonly int[,] _counts;

    public ConfusionMatrix(IReadOnlyList<string> classes)
    {
        _classes = classes;
        _counts = new int[classes.Count, classes.Count];
    }

    /// <summary>Counts one prediction.</summary>
    public void Add(int actual, int predicted) => _counts[actual, predicted]++;

    /// <summary>A table with the share of each true class that was recognised (recall) at the end of its row.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append("true \\ as".PadRight(LabelWidth));
        foreach (string name in _classes)
        {
            text.Append(name[..Math.Min(name.Length, CellWidth - 1)].PadLeft(CellWidth));
        }

        text.Append("  recall\n");
        for (int actual = 0; actual < _classes.Count; actual++)
        {
            AppendRow(text, actual);
        }

        return text.ToString();
    }

    private void AppendRow(StringBuilder text, int actual)
    {
        text.Append(_classes[actual].PadRight(LabelWidth));
        int total = 0;
        for (int predicted = 0; predicted < _classes.Count; predicted++)
        {
            int count = _counts[actual, predicted];
            total += count;
            text.Append((count == 0 ? "." : count.ToString(CultureInfo.InvariantCulture)).PadLeft(CellWidth));
        }

        double recall = total == 0 ? 0 : (double)_counts[actual, actual] / total;
        text.Append(CultureInfo.InvariantCulture, $"{recall,8:P1}\n");
    }
}
