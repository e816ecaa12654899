using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace NetGen.Generator.Weights;

/// <summary>
/// Reads JSON, since a generator brings no library along: objects as lists of pairs, lists, strings, and of everything else its text.
/// </summary>
internal sealed class JsonText(string text)
{
    // Deeper than any header is, and far from what a thread's stack holds.
    private const int MostLevels = 64;

    private int _next;
    private int _level;

    /// <summary>The value that is the whole text.</summary>
    /// <exception cref="FormatException">The text is no JSON.</exception>
    public static object Parse(string text)
    {
        var json = new JsonText(text);
        object value = json.Value();
        return json.Peek() == '\0' ? value : throw json.Broken("text follows it");
    }

    private object Value()
    {
        if (++_level > MostLevels)
        {
            throw Broken("its values are nested too deeply");
        }

        object value = Peek() switch
        {
            '{' => Members(),
            '[' => Items(),
            '"' => String(),
            _ => new Token(Word()),
        };
        _level--;
        return value;
    }

    private List<KeyValuePair<string, object>> Members()
    {
        var members = new List<KeyValuePair<string, object>>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        Each('{', '}', () =>
        {
            string name = Peek() == '"' ? String() : throw Broken("a name is missing");
            if (!names.Add(name))
            {
                throw new FormatException($"it has '{Shown.Name(name)}' twice");
            }

            Take(':');
            members.Add(new(name, Value()));
        });
        return members;
    }

    private List<object> Items()
    {
        var items = new List<object>();
        Each('[', ']', () => items.Add(Value()));
        return items;
    }

    private void Each(char open, char close, Action read)
    {
        Take(open);
        if (Peek() != close)
        {
            read();
            while (Peek() == ',')
            {
                Take(',');
                read();
            }
        }

        Take(close);
    }

    private string String()
    {
        Take('"');
        var value = new StringBuilder();
        while (true)
        {
            char c = Next();
            switch (c)
            {
                case '"':
                    return value.ToString();
                case '\\':
                    value.Append(Escaped(Next()));
                    break;
                case < ' ':
                    throw Broken("a string is not closed");
                default:
                    value.Append(c);
                    break;
            }
        }
    }

    private char Escaped(char c)
    {
        switch (c)
        {
            case '"' or '\\' or '/':
                return c;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when _next + 4 <= text.Length
                && ushort.TryParse(text.Substring(_next, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit):
                _next += 4;
                return (char)unit;
            default:
                throw Broken("a string has an unknown escape");
        }
    }

    private string Word()
    {
        int start = _next;
        while (_next < text.Length && (char.IsLetterOrDigit(text[_next]) || text[_next] is '-' or '+' or '.'))
        {
            _next++;
        }

        return _next > start ? text.Substring(start, _next - start) : throw Broken("a value is missing");
    }

    /// <summary>The next character behind spaces; NUL at the end.</summary>
    private char Peek()
    {
        while (_next < text.Length && text[_next] is (' ' or '\t' or '\r' or '\n'))
        {
            _next++;
        }

        return _next < text.Length ? text[_next] : '\0';
    }

    private void Take(char expected)
    {
        if (Peek() != expected || _next == text.Length)
        {
            throw Broken($"'{expected}' is missing");
        }

        _next++;
    }

    private char Next() => _next < text.Length ? text[_next++] : throw Broken("a string is not closed");

    private FormatException Broken(string complaint) => new(FormattableString.Invariant($"{complaint}, at character {_next} of its header"));

    /// <summary>A number, true, false or null, as it is written.</summary>
    internal sealed class Token(string text)
    {
        public string Text { get; } = text;
    }
}
