using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace NetGen;

/// <summary>Writes Keras's <c>model.summary()</c>: a table, then the parameter counts.</summary>
internal sealed class NetworkSummary
{
    /// <summary>The narrowest table that can be read.</summary>
    public const int LeastWidth = 40;

    private const int KerasWidth = 88;

    // Keras gives the columns 45, 35 and 20 % of the width, of which borders and margins take these.
    private const double NameEnd = 0.45;
    private const double ShapeEnd = 0.8;
    private const int NameFrame = 3;
    private const int ShapeFrame = 4;
    private const int CountFrame = 3;
    private const int LeastName = 8;

    private readonly StringBuilder _text = new();
    private readonly SummaryBorders _borders;
    private readonly int[] _widths;

    private NetworkSummary(SummaryBorders borders, int[] widths)
    {
        _borders = borders;
        _widths = widths;
    }

    /// <summary>As wide as Keras's, or as the console's window where that is narrower; drawn with what its encoding has.</summary>
    public static string ForConsole(NetworkInfo info) => Write(
        info, Math.Clamp(ConsoleWindow.Width ?? KerasWidth, LeastWidth, KerasWidth), SummaryBorders.For(Console.OutputEncoding));

    /// <summary>The summary in some columns; more where numbers need them.</summary>
    public static string Write(NetworkInfo info, int width, SummaryBorders borders)
    {
        string[][] rows = [.. info.Layers.Select(layer => (string[])
        [
            $"{layer.Name} ({layer.Kind})",
            $"(None, {string.Join(", ", layer.OutputShape)})",
            Count(layer.Parameters.Sum(parameter => (long)parameter.Size)),
        ])];
        var summary = new NetworkSummary(borders, Widths(width, rows));
        summary.AddTable(rows);
        return summary._text
            .Insert(0, $"Model: \"{info.Name}\"\n")
            .Append(" Total params: ").Append(CountAndSize(info.ParameterCount)).Append('\n')
            .Append(" Trainable params: ").Append(CountAndSize(info.TrainableParameterCount)).Append('\n')
            .Append(" Non-trainable params: ").Append(CountAndSize(info.ParameterCount - info.TrainableParameterCount))
            .ToString();
    }

    /// <summary>Keras's columns, but no number is cut: the names give what the others need.</summary>
    private static int[] Widths(int width, string[][] rows)
    {
        int name = (int)(width * NameEnd);
        int shape = (int)(width * ShapeEnd) - name - ShapeFrame;
        int count = width - (int)(width * ShapeEnd) - CountFrame;
        shape = rows.SelectMany(row => row[1].Split(' ')).Select(word => word.Length).Append(shape).Max();
        count = rows.Select(row => row[2].Length).Append(count).Max();
        return [Math.Max(width - shape - count - NameFrame - ShapeFrame - CountFrame, LeastName), shape, count];
    }

    private void AddTable(string[][] rows)
    {
        AddRule(_borders.Top);
        AddRow(_borders.HeadSide, ["Layer (type)", "Output Shape", "Param #"]);
        AddRule(_borders.Head);
        for (int i = 0; i < rows.Length; i++)
        {
            if (i > 0)
            {
                AddRule(_borders.Between);
            }

            AddRow(_borders.Side, rows[i]);
        }

        AddRule(_borders.Bottom);
    }

    private void AddRule(string rule)
    {
        for (int column = 0; column < _widths.Length; column++)
        {
            _text.Append(rule[column == 0 ? 0 : 2]).Append(rule[1], _widths[column] + 2);
        }

        _text.Append(rule[3]).Append('\n');
    }

    private void AddRow(char border, string[] cells)
    {
        List<string>[] wrapped = [.. cells.Select((cell, column) => Wrap(cell, _widths[column]))];
        int lines = wrapped.Max(cell => cell.Count);
        for (int i = 0; i < lines; i++)
        {
            _text.Append(border).Append(' ').Append(Line(wrapped[0], i).PadRight(_widths[0]))
                .Append(' ').Append(border).Append(' ').Append(Line(wrapped[1], i).PadRight(_widths[1]))
                .Append(' ').Append(border).Append(' ').Append(Line(wrapped[2], i).PadLeft(_widths[2]))
                .Append(' ').Append(border).Append('\n');
        }
    }

    private static string Line(List<string> lines, int index) => index < lines.Count ? lines[index] : "";

    /// <summary>Breaks at spaces; a word wider than the cell loses its middle, since names differ at their ends.</summary>
    private List<string> Wrap(string text, int width)
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

            line = ShortNames.Cut(word, width, _borders.Ellipsis);
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
