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
    private const int KerasGraphWidth = 108;

    private const int LeastName = 8;
    private const int NumberColumn = 2;
    private const int ConnectedColumn = 3;
    private const string InputLayer = "input_layer";

    private static readonly string[] Headings = ["Layer (type)", "Output Shape", "Param #", "Connected to"];

    // Where Keras ends its columns, as shares of the width; and what of a column its borders and margins take.
    private static readonly (double End, int Frame)[] Columns = [(0.45, 3), (0.8, 4), (1, 3)];
    private static readonly (double End, int Frame)[] GraphColumns = [(0.3, 3), (0.56, 3), (0.74, 4), (1, 3)];

    private readonly StringBuilder _text = new();
    private readonly SummaryBorders _borders;
    private readonly int[] _widths;

    private NetworkSummary(SummaryBorders borders, int[] widths)
    {
        _borders = borders;
        _widths = widths;
    }

    /// <summary>As wide as Keras's, or as the console's window where that is narrower; drawn with what its encoding has.</summary>
    public static string ForConsole(NetworkInfo info)
    {
        int usual = IsChain(info) ? KerasWidth : KerasGraphWidth;
        return Write(info, Math.Clamp(ConsoleWindow.Width ?? usual, LeastWidth, usual), SummaryBorders.For(Console.OutputEncoding));
    }

    /// <summary>The summary in some columns; more where numbers need them.</summary>
    public static string Write(NetworkInfo info, int width, SummaryBorders borders)
    {
        bool isChain = IsChain(info);
        List<string[]> rows = [.. info.Layers.Select(layer => (string[])
        [
            $"{layer.Name} ({layer.Kind})",
            Shape(layer.OutputShape),
            Count(layer.Parameters.Sum(parameter => (long)parameter.Size)),
            .. isChain ? Array.Empty<string>() : [string.Join(", ", layer.Inputs.Select(Connected))],
        ])];
        if (!isChain)
        {
            rows.Insert(0, [$"{InputLayer} (InputLayer)", Shape(info.InputShape), "0", "-"]);
        }

        var summary = new NetworkSummary(borders, Widths(width, rows, isChain ? Columns : GraphColumns));
        summary.AddTable(rows);
        return summary._text
            .Insert(0, $"Model: \"{info.Name}\"\n")
            .Append(" Total params: ").Append(CountAndSize(info.ParameterCount)).Append('\n')
            .Append(" Trainable params: ").Append(CountAndSize(info.TrainableParameterCount)).Append('\n')
            .Append(" Non-trainable params: ").Append(CountAndSize(info.ParameterCount - info.TrainableParameterCount))
            .ToString();
    }

    /// <summary>Whether every layer reads the one above it, so that the order of the rows says all.</summary>
    private static bool IsChain(NetworkInfo info) => info.Layers
        .Select((layer, i) => layer.Inputs is [var input] && input == (i == 0 ? LayerInfo.NetworkInput : info.Layers[i - 1].Name))
        .All(readsAbove => readsAbove);

    private static string Shape(IReadOnlyList<int> shape) => $"(None, {string.Join(", ", shape)})";

    /// <summary>Keras's words for an output of a layer: the first of its first call.</summary>
    private static string Connected(string layer) => (layer == LayerInfo.NetworkInput ? InputLayer : layer) + "[0][0]";

    /// <summary>Keras's columns, but no number is cut: the names give what the others need.</summary>
    private static int[] Widths(int width, List<string[]> rows, (double End, int Frame)[] columns)
    {
        int[] widths = [.. columns.Select((column, i) => (int)(width * column.End) - (i == 0 ? 0 : (int)(width * columns[i - 1].End)) - column.Frame)];
        widths[1] = rows.SelectMany(row => row[1].Split(' ')).Select(word => word.Length).Append(widths[1]).Max();
        widths[2] = rows.Select(row => row[2].Length).Append(widths[2]).Max();
        widths[0] = Math.Max(width - widths.Skip(1).Sum() - columns.Sum(column => column.Frame), LeastName);
        return widths;
    }

    private void AddTable(List<string[]> rows)
    {
        AddRule(_borders.Top);
        AddRow(_borders.HeadSide, [.. Headings[.._widths.Length]]);
        AddRule(_borders.Head);
        for (int i = 0; i < rows.Count; i++)
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
        List<string>[] wrapped = [.. cells.Select((cell, column) => Wrap(cell, _widths[column], keepsEnd: column != ConnectedColumn))];
        int lines = wrapped.Max(cell => cell.Count);
        for (int i = 0; i < lines; i++)
        {
            for (int column = 0; column < wrapped.Length; column++)
            {
                string line = Line(wrapped[column], i);
                _text.Append(border).Append(' ').Append(column == NumberColumn ? line.PadLeft(_widths[column]) : line.PadRight(_widths[column])).Append(' ');
            }

            _text.Append(border).Append('\n');
        }
    }

    private static string Line(List<string> lines, int index) => index < lines.Count ? lines[index] : "";

    /// <summary>Breaks at spaces; a word wider than the cell loses its middle, since names differ at their ends, or, as in Keras, its end where that says nothing.</summary>
    private List<string> Wrap(string text, int width, bool keepsEnd)
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

            line = keepsEnd || word.Length <= width ? ShortNames.Cut(word, width, _borders.Ellipsis) : word[..(width - _borders.Ellipsis.Length)] + _borders.Ellipsis;
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
