using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace NetGen;

/// <summary>Writes Keras's <c>model.summary()</c>: a table 88 characters wide, then the parameter counts.</summary>
internal static class NetworkSummary
{
    // Keras gives the columns 45, 35 and 20 % of the width; these are what is left of them inside borders and margins.
    private const int NameWidth = 36;
    private const int ShapeWidth = 27;
    private const int CountWidth = 15;

    public static string Write(NetworkInfo info)
    {
        var text = new StringBuilder();
        text.Append("Model: \"").Append(info.Name).Append("\"\n");
        Rule(text, '┏', '━', '┳', '┓');
        Row(text, '┃', "Layer (type)", "Output Shape", "Param #");
        Rule(text, '┡', '━', '╇', '┩');
        for (int i = 0; i < info.Layers.Count; i++)
        {
            if (i > 0)
            {
                Rule(text, '├', '─', '┼', '┤');
            }

            LayerInfo layer = info.Layers[i];
            string shape = $"(None, {string.Join(", ", layer.OutputShape)})";
            Row(text, '│', $"{layer.Name} ({layer.Kind})", shape, Count(layer.Parameters.Sum(parameter => (long)parameter.Size)));
        }

        Rule(text, '└', '─', '┴', '┘');
        text.Append(" Total params: ").Append(CountAndSize(info.ParameterCount)).Append('\n');
        text.Append(" Trainable params: ").Append(CountAndSize(info.ParameterCount)).Append('\n');
        text.Append(" Non-trainable params: ").Append(CountAndSize(0));
        return text.ToString();
    }

    private static void Rule(StringBuilder text, char left, char line, char crossing, char right)
    {
        text.Append(left).Append(line, NameWidth + 2)
            .Append(crossing).Append(line, ShapeWidth + 2)
            .Append(crossing).Append(line, CountWidth + 2)
            .Append(right).Append('\n');
    }

    private static void Row(StringBuilder text, char border, string name, string shape, string count)
    {
        List<string> names = Wrap(name, NameWidth);
        List<string> shapes = Wrap(shape, ShapeWidth);
        List<string> counts = Wrap(count, CountWidth);
        int lines = Math.Max(names.Count, Math.Max(shapes.Count, counts.Count));
        for (int i = 0; i < lines; i++)
        {
            text.Append(border).Append(' ').Append(Line(names, i).PadRight(NameWidth))
                .Append(' ').Append(border).Append(' ').Append(Line(shapes, i).PadRight(ShapeWidth))
                .Append(' ').Append(border).Append(' ').Append(Line(counts, i).PadLeft(CountWidth))
                .Append(' ').Append(border).Append('\n');
        }
    }

    private static string Line(List<string> lines, int index) => index < lines.Count ? lines[index] : "";

    /// <summary>Breaks at spaces; a word wider than the cell is cut and ends in "…".</summary>
    private static List<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length <= width)
            {
                line += " " + word;
                continue;
            }

            if (line.Length > 0)
            {
                lines.Add(line);
            }

            line = word.Length <= width ? word : string.Concat(word.AsSpan(0, width - 1), "…");
        }

        lines.Add(line);
        return lines;
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string CountAndSize(long count)
    {
        double size = count * sizeof(float);
        string[] units = ["B", "KB", "MB", "GB", "TB"];
        int unit = 0;
        while (size >= 1024 && unit < units.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{count:N0} ({size:F2} {units[unit]})");
    }
}
