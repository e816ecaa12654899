using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using NetGen.Import;

namespace NetGen.Build;

/// <summary>An attribute [Network("...")] as it stands in a source: line by line, not behind a comment's slashes, its path as text.</summary>
internal sealed class ModelAttribute
{
    // As the package's targets find the path; then the other arguments, up to the parenthesis that ends them.
    private static readonly Regex Attribute = new(
        """^(?:[^/\n]|/(?!/))*?[\[, \t](?:global::)?(?:NetGen\.)?Network(?:Attribute)?[ \t]*\([ \t]*@?"(?<path>[^"\n]+)"(?<rest>(?:[^()"]|"(?:[^"\\\n]|\\.)*"|\([^()]*\))*)\)""",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(10));

    private static readonly Regex Argument = new(
        """\b(?<name>InputHeight|InputWidth|Output)\s*=\s*(?:(?<number>[0-9_]+)\s*(?=,|$)|"(?<text>(?:[^"\\\n]|\\.)*)"\s*(?=,|$)|(?<other>))""",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(10));

    private ModelAttribute(string source, int line, string path, Match[] arguments)
    {
        Source = source;
        Line = line;
        Path = path;
        Unread = arguments
            .FirstOrDefault(argument => argument.Groups["other"].Success || argument.Groups["text"].Success != (NameOf(argument) == nameof(ImportOptions.Output)))
            ?.Groups["name"].Value;
        Options = new ImportOptions
        {
            Height = Number(arguments, "InputHeight"),
            Width = Number(arguments, "InputWidth"),
            Output = arguments.LastOrDefault(argument => NameOf(argument) == nameof(ImportOptions.Output)) is { } output
                ? Regex.Replace(output.Groups["text"].Value, @"\\(.)", "$1")
                : null,
        };
    }

    /// <summary>The source file.</summary>
    public string Source { get; }

    /// <summary>The line that the attribute begins in, from 1.</summary>
    public int Line { get; }

    /// <summary>The path as it is written.</summary>
    public string Path { get; }

    /// <summary>What the other arguments say of the model.</summary>
    public ImportOptions Options { get; }

    /// <summary>The argument that is neither a number nor text; null where all can be read.</summary>
    public string? Unread { get; }

    /// <summary>All in a text.</summary>
    public static IEnumerable<ModelAttribute> In(string source, string text) =>
        from Match attribute in Attribute.Matches(text)
        let path = attribute.Groups["path"]
        select new ModelAttribute(
            source, text.Take(path.Index).Count(letter => letter == '\n') + 1, path.Value, [.. Argument.Matches(attribute.Groups["rest"].Value).Cast<Match>()]);

    /// <summary>Whether a file is the one that is named: beside the source, or else in the project's folder.</summary>
    public bool Names(string file, string projectFolder)
    {
        string beside = Place(System.IO.Path.GetDirectoryName(Source)!);
        return file == (File.Exists(beside) ? beside : Place(projectFolder));
    }

    private static string NameOf(Match argument) => argument.Groups["name"].Value;

    private static int? Number(Match[] arguments, string name) =>
        arguments.LastOrDefault(argument => NameOf(argument) == name) is { } argument
            && int.TryParse(argument.Groups["number"].Value.Replace("_", ""), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : null;

    private string Place(string folder)
    {
        try
        {
            return System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, Path));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or PathTooLongException)
        {
            return "";
        }
    }
}
