using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Code;

/// <summary>
/// Breaks lines that are longer than a screen: comments between words, code behind a comma, or before an operator where there is none. A comment behind code goes above it.
/// </summary>
internal static class LineBreaks
{
    /// <summary>Columns of a line; what cannot be broken is longer.</summary>
    public const int Longest = 160;

    private const string Continuation = "    ";

    /// <summary>The lines that a line becomes.</summary>
    /// <param name="line">The line, without the indentation of its block.</param>
    /// <param name="columns">Columns that there are for it.</param>
    public static IEnumerable<string> Break(string line, int columns)
    {
        int indent = line.Length - line.TrimStart(' ').Length;
        string mark = line.Substring(indent) switch
        {
            string text when text.StartsWith("/// ", StringComparison.Ordinal) => "/// ",
            string text when text.StartsWith("// ", StringComparison.Ordinal) => "// ",
            _ => "",
        };
        int comment = mark.Length > 0 ? -1 : CommentBehind(line);
        if (comment > 0 && line.Length > columns)
        {
            foreach (string part in Break(new string(' ', indent) + line.Substring(comment), columns))
            {
                yield return part;
            }

            line = line.Substring(0, comment - 1);
        }

        string before = new string(' ', indent) + (mark.Length > 0 ? mark : Continuation);
        while (line.Length > columns)
        {
            int place = mark.Length > 0 ? line.LastIndexOf(' ', columns - 1) : PlaceInCode(line, columns);
            if (place > before.Length)
            {
                yield return line.Substring(0, place);
                line = before + line.Substring(place + 1);
                continue;
            }

            // Nothing is left but to cut a text in two.
            place = mark.Length > 0 ? 0 : PlaceInText(line, columns);
            if (place <= before.Length)
            {
                break;
            }

            yield return line.Substring(0, place) + " \"";
            line = before + "+ \"" + line.Substring(place + 1);
        }

        yield return line;
    }

    /// <summary>Where a comment begins behind a label, a statement or a brace; below 1 where there is none.</summary>
    private static int CommentBehind(string line)
    {
        int blank = line.IndexOf(" // ", StringComparison.Ordinal);
        return blank > 0 && ":;{}".IndexOf(line[blank - 1]) >= 0 && line.Take(blank).Count(letter => letter == '"') % 2 == 0 ? blank + 1 : -1;
    }

    /// <summary>The last blank within a text that leaves room for its end; 0 for none.</summary>
    private static int PlaceInText(string line, int columns)
    {
        int place = 0;
        bool isQuoted = false;
        for (int i = 0; i < columns - 2; i++)
        {
            isQuoted ^= line[i] == '"';
            place = isQuoted && line[i] == ' ' ? i : place;
        }

        return place;
    }

    /// <summary>The blank to break at: behind the comma that stands in the fewest parentheses, of these the last; else before the last operator of its kind. 0 for none.</summary>
    private static int PlaceInCode(string line, int columns)
    {
        int best = 0;
        int bestRank = int.MaxValue;
        int depth = 0;
        bool isQuoted = false;

        // An operator that begins the line stays there.
        int first = line.Length - line.TrimStart(' ').Length + 2;
        for (int i = 0; i < columns && i < line.Length - 1; i++)
        {
            isQuoted ^= line[i] == '"';
            depth += line[i] is '(' or '[' ? 1 : line[i] is ')' or ']' ? -1 : 0;
            if (isQuoted || line[i] != ' ' || i < first)
            {
                continue;
            }

            bool isComma = line[i - 1] == ',';
            bool isOperator = line[i + 1] is '*' or '+' or '-' or '?' or ':' && i + 2 < line.Length && line[i + 2] == ' ';
            int rank = (2 * depth) + (isComma ? 0 : 1);
            if ((isComma || isOperator) && rank <= bestRank)
            {
                (best, bestRank) = (i, rank);
            }
        }

        return best;
    }
}
