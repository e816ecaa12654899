using System;
using System.Buffers;
using System.IO;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace NetGen.Reporting;

/// <summary>
/// Reads an SVG picture that someone else has drawn into an element of known words alone. A page is read by HTML's rules, which
/// see elements where XML has text and ignore case: so whatever is not known to draw and do nothing else is refused.
/// </summary>
internal sealed partial class ForeignSvg
{
    private const int MostNested = 100;
    private const int LongestQuote = 60;

    private static readonly XNamespace Link = "http://www.w3.org/1999/xlink";

    // Of escapes, rules and markup.
    private static readonly SearchValues<char> Marks = SearchValues.Create("\\@{}<>");

    private readonly string _argument;

    private ForeignSvg(string argument) => _argument = argument;

    /// <summary>The picture as an element without prefixes.</summary>
    /// <param name="svg">The text.</param>
    /// <param name="argument">What an exception names.</param>
    /// <exception cref="ArgumentException">The text is no SVG element, or has in it what is not known to draw and do nothing else.</exception>
    public static XElement Read(string svg, string argument)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        using var text = new StringReader(svg);
        using var reader = XmlReader.Create(text, settings);
        try
        {
            XElement root = new ForeignSvg(argument).ReadTree(reader);
            SvgReferences.Check(root, argument);
            return root;
        }
        catch (XmlException exception)
        {
            throw new ArgumentException($"The SVG text is not well-formed, or has a DTD: {Quote(exception.Message, 200)}", argument, exception);
        }
    }

    private static string Quote(string text, int longest = LongestQuote) => ShortNames.Cut(Printable.Text(text), longest);

    private XElement ReadTree(XmlReader reader)
    {
        XElement? root = null;
        XElement? parent = null;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    bool isEmpty = reader.IsEmptyElement;
                    XElement element = ReadElement(reader, parent);
                    root ??= element;
                    parent?.Add(element);
                    parent = isEmpty ? parent : element;
                    break;
                case XmlNodeType.EndElement:
                    parent = parent!.Parent;
                    break;
                case XmlNodeType.Text or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    parent?.Add(new XText(reader.Value));
                    break;
                case XmlNodeType.XmlDeclaration:
                    break;
                default:
                    throw Refuse($"A report takes elements and text in an SVG picture; a part of the kind {reader.NodeType} came.");
            }
        }

        return root!;
    }

    private XElement ReadElement(XmlReader reader, XElement? parent)
    {
        string name = reader.LocalName;
        bool isSvg = reader.NamespaceURI == SvgText.Namespace.NamespaceName;
        if (parent is null && !(isSvg && name == "svg"))
        {
            throw Refuse($"An element svg in the namespace {SvgText.Namespace} is expected; <{Quote(reader.Name)}> in '{Quote(reader.NamespaceURI)}' came.");
        }

        if (!isSvg || !SvgVocabulary.Elements.Contains(name))
        {
            throw Refuse($"A report takes no <{Quote(reader.Name)}> in an SVG picture; it takes {string.Join(", ", SvgVocabulary.Elements.Items.Sort(StringComparer.Ordinal))}.");
        }

        if (parent is not null && SvgVocabulary.TextElements.Contains(parent.Name.LocalName))
        {
            throw Refuse($"<{parent.Name.LocalName}> holds text; <{name}> came in it.");
        }

        if (reader.Depth >= MostNested)
        {
            throw Refuse($"A report takes SVG pictures of up to {MostNested} elements within each other.");
        }

        var element = new XElement(SvgText.Namespace + name);
        while (reader.MoveToNextAttribute())
        {
            AddAttribute(element, XName.Get(reader.LocalName, reader.NamespaceURI), reader.Value);
        }

        return element;
    }

    private void AddAttribute(XElement element, XName name, string value)
    {
        // Declarations of namespaces: the element that is made needs none but its own.
        if (name.Namespace == XNamespace.Xmlns || name == "xmlns")
        {
            return;
        }

        XName known = name == Link + "href" ? "href" : name;
        if (element.Attribute(known) is not null || !IsHarmless(element.Name.LocalName, known, value))
        {
            throw Refuse($"A report stands alone and its pictures only draw: {Quote(name.LocalName)}=\"{Quote(value)}\" has no place in <{element.Name.LocalName}>.");
        }

        element.SetAttributeValue(known, value);
    }

    private static bool IsHarmless(string element, XName name, string value) => name.LocalName switch
    {
        _ when name.Namespace == XNamespace.Xml => name.LocalName is "space" or "lang",
        _ when name.Namespace != XNamespace.None => false,
        "href" => LocalReference().IsMatch(value) || (element == "image" && RasterImage().IsMatch(value)),
        "id" => Identifier().IsMatch(value),
        "style" => IsHarmlessStyle(value),
        var word when SvgVocabulary.TextAttributes.Contains(word) => true,
        var word => (SvgVocabulary.Attributes.Contains(word) || SvgVocabulary.Properties.Contains(word)) && IsHarmlessValue(value),
    };

    /// <summary>Declarations are split where a string might hold a semicolon too: what comes of that is looked at no less.</summary>
    private static bool IsHarmlessStyle(string style)
    {
        foreach (string declaration in style.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int colon = declaration.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || !SvgVocabulary.Properties.Contains(declaration[..colon].TrimEnd()) || !IsHarmlessValue(declaration[(colon + 1)..]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>CSS knows escapes and comments, by which a name looks like another one, and functions beside <c>url</c> that load.</summary>
    private static bool IsHarmlessValue(string value)
    {
        if (value.AsSpan().ContainsAny(Marks) || value.Contains("/*", StringComparison.Ordinal))
        {
            return false;
        }

        for (int at = value.IndexOf('(', StringComparison.Ordinal); at >= 0; at = value.IndexOf('(', at + 1))
        {
            string function = FunctionBefore(value, at);
            bool isLocal = function == "url" && LocalAddress().IsMatch(value.AsSpan(at));
            if (!isLocal && !SvgVocabulary.Functions.Contains(function))
            {
                return false;
            }
        }

        return true;
    }

    private static string FunctionBefore(string value, int parenthesis)
    {
        ReadOnlySpan<char> before = value.AsSpan(0, parenthesis).TrimEnd();
        int begin = before.Length;
        while (begin > 0 && (char.IsAsciiLetterOrDigit(before[begin - 1]) || before[begin - 1] is '-' or '_' || !char.IsAscii(before[begin - 1])))
        {
            begin--;
        }

        return before[begin..].ToString();
    }

    private ArgumentException Refuse(string message) => new(message, _argument);

    [GeneratedRegex(@"\A[A-Za-z_][\w.:-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\A#[A-Za-z_][\w.:-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex LocalReference();

    [GeneratedRegex(@"\A\(#[A-Za-z_][\w.:-]*\)", RegexOptions.CultureInvariant)]
    private static partial Regex LocalAddress();

    [GeneratedRegex(@"\Adata:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex RasterImage();
}
