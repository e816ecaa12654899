using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using NetGen.Import.Files;

namespace NetGen.Import.Json;

/// <summary>
/// Reads JSON, since neither a generator nor a library of the older framework has a reader: also with the words that Python writes, NaN and Infinity.
/// </summary>
internal sealed class JsonText(string text)
{
    // Deeper than any header or configuration is, and far from what a thread's stack holds.
    private const int MostLevels = 64;

    private const int FewMembers = 8;

    private readonly StringBuilder _string = new();
    private int _next;
    private int _level;

    /// <summary>The value that is the whole text.</summary>
    /// <exception cref="FormatException">The text is no JSON.</exception>
    public static JsonValue Parse(string text)
    {
        var json = new JsonText(text);
        JsonValue value = json.Value();
        return json.Peek() == '\0' ? value : throw json.Broken("text follows it");
    }

    private JsonValue Value()
    {
        if (++_level > MostLevels)
        {
            throw Broken("its values are nested too deeply");
        }

        JsonValue value = Peek() switch
        {
            '{' => IsEmpty('}') ? JsonValue.OfMembers([]) : JsonValue.OfMembers(Members()),
            '[' => IsEmpty(']') ? JsonValue.OfItems([]) : JsonValue.OfItems(Items()),
            '"' => JsonValue.OfText(String()),
            _ => JsonValue.OfWord(Word()),
        };
        _level--;
        return value;
    }

    /// <summary>Whether nothing stands between the brackets, which are then taken.</summary>
    private bool IsEmpty(char close)
    {
        int start = _next++;
        if (Peek() == close)
        {
            _next++;
            return true;
        }

        _next = start;
        return false;
    }

    private List<KeyValuePair<string, JsonValue>> Members()
    {
        var members = new List<KeyValuePair<string, JsonValue>>();
        HashSet<string>? names = null;
        Each('{', '}', () =>
        {
            string name = Peek() == '"' ? String() : throw Broken("a name is missing");

            // Few names are compared one by one: a set for each of many small objects would be most of what they take.
            names ??= members.Count == FewMembers ? new HashSet<string>(members.Select(member => member.Key), StringComparer.Ordinal) : null;
            if (names is null ? members.Exists(member => member.Key == name) : !names.Add(name))
            {
                throw new FormatException($"it has '{FileText.Of(name)}' twice");
            }

            Take(':');
            members.Add(new(name, Value()));
        });
        return members;
    }

    private List<JsonValue> Items()
    {
        var items = new List<JsonValue>();
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
        StringBuilder value = _string.Clear();
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
            case 'u':
                return Unit();
            default:
                throw Broken("a string has an unknown escape");
        }
    }

    /// <summary>A character by its four hexadecimal digits.</summary>
    private char Unit()
    {
        int unit = 0;
        for (int i = 0; i < 4; i++)
        {
            char digit = Next();
            int value = digit is >= '0' and <= '9' ? digit - '0'
                : (digit | 32) is >= 'a' and <= 'f' ? (digit | 32) - 'a' + 10
                : throw Broken("a string has an unknown escape");
            unit = (unit << 4) | value;
        }

        return (char)unit;
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

    private FormatException Broken(string complaint) => new(FormattableString.Invariant($"{complaint}, at character {_next} of its JSON"));
}
