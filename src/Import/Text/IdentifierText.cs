using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace NetGen.Import.Text;

/// <summary>Names of classes, and such as files' names give.</summary>
internal static class IdentifierText
{
    private static readonly HashSet<string> Keywords = new(
        ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern "
            + "false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator out override "
            + "params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof "
            + "uint ulong unchecked unsafe ushort using virtual void volatile while")
            .Split(' '),
        StringComparer.Ordinal);

    public static bool IsIdentifier(string name) =>
        name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_') && name.All(c => char.IsLetterOrDigit(c) || c == '_') && !Keywords.Contains(name);

    /// <summary>The name of a class for a file: "cats-and_dogs.v2" as "CatsAndDogsV2".</summary>
    public static string ClassNameOf(string fileName)
    {
        var name = new StringBuilder();
        bool beginsWord = true;
        foreach (char c in fileName)
        {
            if (char.IsLetterOrDigit(c))
            {
                name.Append(beginsWord ? char.ToUpperInvariant(c) : c);
            }

            beginsWord = !char.IsLetterOrDigit(c);
        }

        string text = name.ToString();
        return text.Length == 0 ? "Network" : char.IsDigit(text[0]) ? "Network" + text : text;
    }
}
