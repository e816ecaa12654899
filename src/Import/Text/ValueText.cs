using System;
using System.Globalization;
using System.Linq;
using System.Text;

namespace NetGen.Import.Text;

/// <summary>Values as C# writes them.</summary>
internal static class ValueText
{
    public static string Of(object value) => value switch
    {
        int number => number.ToString(CultureInfo.InvariantCulture),
        double number => Of(number),
        bool flag => flag ? "true" : "false",
        string text => Quoted(text),
        ImportedMember member => $"{member.Type}.{member.Member}",
        int[] numbers => $"[{string.Join(", ", numbers.Select(number => Of(number)))}]",
        string[] texts => $"[{string.Join(", ", texts.Select(Quoted))}]",
        _ => throw new ArgumentException($"No attribute has an argument of type {value.GetType()}.", nameof(value)),
    };

    /// <summary>The shortest text that is read as the same number, and as a fraction of 1 where people write it so: 1 / 255.0.</summary>
    public static string Of(double number)
    {
        if (double.IsNaN(number))
        {
            return "double.NaN";
        }

        if (double.IsInfinity(number))
        {
            return number > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity";
        }

        double divisor = Math.Round(1 / number, 1);
        if (divisor is 255 or 256 or 127.5 or 128 && (float)(1 / divisor) == (float)number)
        {
            return "1 / " + divisor.ToString("0.0", CultureInfo.InvariantCulture);
        }

        // Files hold single precision: 0.1 and not 0.10000000149011612, where a float cannot tell the two apart.
        string text = ((float)number).ToString("R", CultureInfo.InvariantCulture);
        return (double)(float)number == number ? text : number.ToString("R", CultureInfo.InvariantCulture);
    }

    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\u0085' => "\\u" + ((int)c).ToString("X4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
