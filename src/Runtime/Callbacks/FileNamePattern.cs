using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace NetGen;

/// <summary>
/// A file name with figures in it, as Python's <c>str.format</c> writes them: <c>{epoch:02d}</c>, <c>{val_loss:.2f}</c>,
/// <c>{loss:.3e}</c>, <c>{accuracy}</c>; <c>{{</c> and <c>}}</c> stand for braces.
/// </summary>
internal sealed partial class FileNamePattern
{
    public const string Epoch = "epoch";
    public const string Batch = "batch";

    private readonly string _pattern;
    private readonly List<Part> _parts = [];

    /// <exception cref="ArgumentException">A brace stands alone, or a format is not known.</exception>
    public FileNamePattern(string pattern, string parameterName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(pattern, parameterName);
        _pattern = pattern;
        foreach (Match match in Pieces().Matches(pattern))
        {
            string text = match.Value;
            _parts.Add(text switch
            {
                "{{" => new Part("{"),
                "}}" => new Part("}"),
                _ when match.Groups["name"] is { Success: true } name => Figure(name.Value, match, pattern, parameterName),
                "{" or "}" => throw new ArgumentException(
                    $"The brace at place {match.Index} of '{pattern}' belongs to no figure; write {{epoch:02d}} or {{val_loss:.2f}}, and {{{{ or }}}} for a brace itself.", parameterName),
                _ => new Part(text),
            });
        }
    }

    /// <summary>The names of the figures, epoch and batch left out.</summary>
    public IEnumerable<string> Figures => _parts.Select(part => part.Name).OfType<string>().Where(name => name is not (Epoch or Batch));

    /// <summary>The folder; null where figures stand in its name.</summary>
    public string? Folder => Path.GetDirectoryName(_pattern) is { Length: > 0 } folder && folder.IndexOfAny(['{', '}']) < 0 ? folder : null;

    /// <summary>The name for an epoch and a batch, both counted from 0 and written from 1.</summary>
    /// <exception cref="InvalidOperationException">The logs lack a figure of the name.</exception>
    public string Format(int epoch, int? batch, Logs logs)
    {
        var name = new StringBuilder();
        foreach (Part part in _parts)
        {
            name.Append(part.Name switch
            {
                null => part.Text,
                Epoch => part.Write(epoch + 1),
                Batch when batch is not null => part.Write(batch.Value + 1),
                _ when logs.TryGetValue(part.Name, out double value) => part.Write(value),
                _ => throw new InvalidOperationException(
                    $"The file name '{_pattern}' wants {part.Name}, which epoch {epoch + 1} has not; it has {ForeignText.List([.. logs.Keys])}."),
            });
        }

        return name.ToString();
    }

    private static Part Figure(string name, Match match, string pattern, string parameterName)
    {
        string width = match.Groups["width"].Value;
        string precision = match.Groups["precision"].Value;
        string type = match.Groups["type"].Value;
        bool counts = name is Epoch or Batch;
        bool known = counts
            ? type is "d" or "" && precision.Length == 0
            : type is "f" or "e" || (type.Length == 0 && precision.Length == 0);
        return known
            ? new Part("", name, type, Number(width), precision.Length == 0 ? null : Number(precision))
            : throw new ArgumentException(
                $"'{match.Value}' in '{pattern}' is no format for {name}: "
                + (counts ? "whole numbers are written as {epoch} or {epoch:02d}." : "figures are written as {loss}, {loss:.2f} or {loss:.3e}."),
                parameterName);
    }

    private static int Number(string digits) => digits.Length == 0 ? 0 : int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{\{|\}\}|\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(:(0(?<width>[1-9]))?(\.(?<precision>[0-9]{1,2}))?(?<type>[dfe]?))?\}|[{}]|[^{}]+")]
    private static partial Regex Pieces();

    private sealed record Part(string Text, string? Name = null, string Type = "", int Width = 0, int? Precision = null)
    {
        // Python writes six digits where none are asked for, and exponents of at least two.
        private const int DefaultPrecision = 6;

        public string Write(int count) => count.ToString(CultureInfo.InvariantCulture).PadLeft(Width, '0');

        public string Write(double value)
        {
            string number = Type switch
            {
                "f" => PythonNumber.Text(value, $"F{Precision ?? DefaultPrecision}"),
                "e" => PythonNumber.Text(value, $"0.{new string('0', Precision ?? DefaultPrecision)}e+00"),
                _ => PythonNumber.Text(value),
            };
            return number.PadLeft(Width, '0');
        }
    }
}
