using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator.Layers;

namespace NetGen.CodeFixes;

/// <summary>Puts attributes before and after others and takes them away, in the layout that is there.</summary>
internal static class AttributeEdits
{
    public static TextChange InsertBefore(AttributeSyntax anchor, string attribute, SourceText text) => ListOf(anchor) is { Attributes.Count: 1 } list
        ? new TextChange(new TextSpan(list.SpanStart, 0), $"[{attribute}]" + Separator(list, text))
        : new TextChange(new TextSpan(anchor.SpanStart, 0), attribute + ", ");

    public static TextChange InsertAfter(AttributeSyntax anchor, string attribute, SourceText text) => ListOf(anchor) is { Attributes.Count: 1 } list
        ? new TextChange(new TextSpan(list.Span.End, 0), Separator(list, text) + $"[{attribute}]")
        : new TextChange(new TextSpan(anchor.Span.End, 0), ", " + attribute);

    public static TextChange Remove(AttributeSyntax attribute, SourceText text)
    {
        AttributeListSyntax list = ListOf(attribute);
        return new TextChange(list.Attributes.Count > 1 ? WithComma(list.Attributes, attribute) : WithLine(list.Span, text), "");
    }

    public static TextChange Remove(AttributeArgumentSyntax argument)
    {
        var list = (AttributeArgumentListSyntax)argument.Parent!;
        return new TextChange(list.Arguments.Count > 1 ? WithComma(list.Arguments, argument) : list.Span, "");
    }

    /// <summary>A named argument; null where it is not written.</summary>
    public static AttributeArgumentSyntax? Named(AttributeSyntax attribute, string name) =>
        attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name);

    /// <summary>Whether all layers of an attribute's class read the one directly above: none names another.</summary>
    public static bool IsInChain(AttributeSyntax attribute) => attribute.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>() is { } type
        && type.AttributeLists.SelectMany(list => list.Attributes).All(other => Named(other, "Input") is null && !Merging.IsKind(KindOf(other)));

    private static string KindOf(AttributeSyntax attribute)
    {
        string name = attribute.Name.ToString().Split('.', ':').Last();
        return name.EndsWith("Attribute", System.StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
    }

    private static AttributeListSyntax ListOf(AttributeSyntax attribute) => (AttributeListSyntax)attribute.Parent!;

    /// <summary>A new line with the same indentation, or a blank where the list shares its line with others.</summary>
    private static string Separator(AttributeListSyntax list, SourceText text)
    {
        TextLine line = text.Lines.GetLineFromPosition(list.SpanStart);
        string indentation = text.ToString(TextSpan.FromBounds(line.Start, list.SpanStart));
        string lineBreak = text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak));
        return string.IsNullOrWhiteSpace(indentation) && lineBreak.Length > 0 ? lineBreak + indentation : " ";
    }

    /// <summary>An element of a list with the comma behind it, or before it if it is the last.</summary>
    private static TextSpan WithComma<T>(SeparatedSyntaxList<T> list, T element)
        where T : SyntaxNode
    {
        int index = list.IndexOf(element);
        return index + 1 < list.Count
            ? TextSpan.FromBounds(element.SpanStart, list[index + 1].SpanStart)
            : TextSpan.FromBounds(list[index - 1].Span.End, element.Span.End);
    }

    /// <summary>All of a line where nothing else stands on it, else the span and the blanks behind it.</summary>
    private static TextSpan WithLine(TextSpan span, SourceText text)
    {
        TextLine first = text.Lines.GetLineFromPosition(span.Start);
        TextLine last = text.Lines.GetLineFromPosition(span.End);
        if (string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(first.Start, span.Start)))
            && string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(span.End, last.End))))
        {
            return TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak);
        }

        int end = span.End;
        while (end < last.End && char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return TextSpan.FromBounds(span.Start, end);
    }
}
