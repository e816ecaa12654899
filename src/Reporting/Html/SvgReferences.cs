using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace NetGen.Reporting;

/// <summary>What the parts of a picture draw of each other. A few uses of uses of uses come to more shapes than a browser can draw.</summary>
internal sealed partial class SvgReferences
{
    private const int MostDrawn = 1_000_000;
    private const int LongestChain = 8;

    private readonly Dictionary<string, XElement> _byId = [];
    private readonly Dictionary<XElement, (long Drawn, int Chain)> _known = [];
    private readonly string _argument;

    private SvgReferences(XElement root, string argument)
    {
        _argument = argument;
        foreach (XElement element in root.DescendantsAndSelf())
        {
            if (element.Attribute("id")?.Value is { } id)
            {
                _byId.TryAdd(id, element);
            }
        }
    }

    /// <summary>The ids that an attribute's value names.</summary>
    [GeneratedRegex(@"\A#(.+)\z|url\(#([^()]+)\)", RegexOptions.CultureInvariant)]
    public static partial Regex Pattern();

    /// <summary>Whether an attribute may refer to another element: it is neither an id nor text to read.</summary>
    public static bool MayRefer(XAttribute attribute) => attribute.Name != "id" && !SvgVocabulary.TextAttributes.Contains(attribute.Name.LocalName);

    /// <summary>Refuses what refers to itself, over too many steps, or comes to too much.</summary>
    public static void Check(XElement root, string argument) => new SvgReferences(root, argument).Measure(root, 0);

    /// <summary>How many elements one comes to with all that it refers to, and over how many steps it does.</summary>
    private (long Drawn, int Chain) Measure(XElement element, int steps)
    {
        if (_known.TryGetValue(element, out (long Drawn, int Chain) known))
        {
            return known;
        }

        if (steps > LongestChain)
        {
            throw Refuse($"refer to each other over more than {LongestChain} steps, or in a circle");
        }

        long drawn = 1;
        int chain = 0;
        foreach (XElement child in element.Elements())
        {
            (long more, int longer) = Measure(child, steps);
            drawn += more;
            chain = Math.Max(chain, longer);
        }

        foreach (XAttribute attribute in element.Attributes().Where(MayRefer))
        {
            foreach (Match reference in Pattern().Matches(attribute.Value))
            {
                if (_byId.TryGetValue(Id(reference), out XElement? target))
                {
                    (long more, int longer) = Measure(target, steps + 1);
                    drawn += more;
                    chain = Math.Max(chain, longer + 1);
                }
            }
        }

        if (chain > LongestChain || drawn > MostDrawn)
        {
            throw Refuse(chain > LongestChain
                ? $"refer to each other over more than {LongestChain} steps"
                : $"come to more than {MostDrawn} shapes when each is drawn wherever it is referred to");
        }

        return _known[element] = (drawn, chain);
    }

    /// <summary>The id of a reference.</summary>
    public static string Id(Match reference) => reference.Groups[1].Success ? reference.Groups[1].Value : reference.Groups[2].Value;

    private ArgumentException Refuse(string reason) => new($"The parts of the SVG picture {reason}.", _argument);
}
