using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NetGen.Generator.Code;

/// <summary>Spells references into blocks of floats.</summary>
internal static class Reference
{
    /// <summary>"x" advanced by an offset: <c>Unsafe.Add(ref x, 32)</c>, or x itself where the offset is 0.</summary>
    public static string At(string reference, string offset)
    {
        if (offset == "0")
        {
            return reference;
        }

        // Two literals one behind the other are one.
        int comma = reference.LastIndexOf(", ", System.StringComparison.Ordinal);
        return comma > 0 && IsLiteral(offset, out long more) && IsLiteral(reference.Substring(comma + 2).TrimEnd(')'), out long first) && reference[reference.Length - 2] != ')'
            ? $"{reference.Substring(0, comma)}, {Literal.Of(first + more)})"
            : $"Unsafe.Add(ref {reference}, {offset})";
    }

    public static string At(string reference, long offset) => At(reference, Literal.Of(offset));

    /// <summary>A variable, or a literal, times a literal, simplified.</summary>
    public static string Product(string variable, long factor) => (variable, factor) switch
    {
        (_, 0) => "0",
        (_, 1) => variable,
        _ when IsLiteral(variable, out long literal) => Literal.Of(literal * factor),
        _ => $"{variable} * {Literal.Of(factor)}",
    };

    /// <summary>The sum of offsets: literals are added up, zeros left out.</summary>
    public static string Sum(params string[] offsets)
    {
        var terms = new List<string>();
        long constant = 0;
        int place = -1;
        foreach (string term in offsets.SelectMany(Terms))
        {
            if (IsLiteral(term, out long literal))
            {
                constant += literal;
                place = place < 0 ? terms.Count : place;
            }
            else
            {
                terms.Add(term);
            }
        }

        if (constant != 0)
        {
            terms.Insert(place, Literal.Of(constant));
        }

        return terms.Count switch
        {
            0 => "0",
            1 => terms[0],
            _ => string.Join(" + ", terms.Select(term => term.Contains(" * ") && term[0] != '(' ? $"({term})" : term)),
        };
    }

    /// <summary>What a sum adds up.</summary>
    private static IEnumerable<string> Terms(string sum)
    {
        int depth = 0;
        int start = 0;
        for (int i = 0; i < sum.Length; i++)
        {
            depth += sum[i] == '(' ? 1 : sum[i] == ')' ? -1 : 0;
            if (depth == 0 && sum[i] == '+')
            {
                yield return sum.Substring(start, i - 1 - start);
                start = i + 2;
            }
        }

        yield return sum.Substring(start);
    }

    private static bool IsLiteral(string text, out long value) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    /// <summary>An offset, a literal or a variable, and so many floats more.</summary>
    public static string Advance(string offset, int floats) =>
        int.TryParse(offset, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int literal)
            ? Literal.Of(literal + floats)
            : Sum(offset, Literal.Of(floats));

    /// <summary>A vector load at a reference.</summary>
    public static string Load(this VectorForm form, string reference, string offset) =>
        offset == "0" ? $"{form.Name}.LoadUnsafe(ref {reference})" : $"{form.Name}.LoadUnsafe(ref {At(reference, offset)})";

    /// <summary>A float in every lane, or two neighbouring ones in every two.</summary>
    public static string Broadcast(this VectorForm form, string reference, int terms) =>
        terms == 1 ? $"{form.Name}.Create({reference})" : $"{form.Name}.Create(Unsafe.As<float, double>(ref {reference})).AsSingle()";

    /// <summary>A vector store at a reference.</summary>
    public static string Store(string vector, string reference, string offset) =>
        $"{Operand(vector)}.StoreUnsafe(ref {At(reference, offset)});";

    /// <summary>An expression in parentheses, unless it is a name, a call or in parentheses already.</summary>
    private static string Operand(string expression)
    {
        int depth = 0;
        foreach (char c in expression)
        {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if ((c == ' ' && depth == 0) || expression[0] == '-')
            {
                return $"({expression})";
            }
        }

        return expression;
    }

    /// <summary>Stores the first floats of a vector, no more than that many.</summary>
    public static void StorePart(this VectorForm form, CodeWriter writer, string vector, string reference, string offset, int count)
    {
        if (count >= form.Lanes)
        {
            writer.Line(Store(vector, reference, offset));
            return;
        }

        // By halves down to four floats, then one by one.
        int stored = 0;
        string rest = vector;
        for (int lanes = form.Lanes / 2; lanes >= 4; lanes /= 2)
        {
            bool fills = count - stored >= lanes;
            if (fills)
            {
                writer.Line(Store($"{rest}.GetLower()", reference, Sum(offset, Literal.Of(stored))));
                stored += lanes;
            }

            rest += fills ? ".GetUpper()" : ".GetLower()";
        }

        for (int element = 0; stored < count; element++, stored++)
        {
            writer.Line($"{At(reference, Sum(offset, Literal.Of(stored)))} = {rest}.GetElement({Literal.Of(element)});");
        }
    }
}
