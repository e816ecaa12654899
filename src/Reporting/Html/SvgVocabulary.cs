using System;
using System.Collections.Frozen;

namespace NetGen.Reporting;

/// <summary>
/// The words of SVG that draw and do nothing else, as they are written: SVG is case-sensitive. Not among them is what runs,
/// animates, links, loads, or reaches beyond its picture, such as <c>style</c>, whose rules hold for the whole page.
/// </summary>
internal static class SvgVocabulary
{
    /// <summary>Elements of drawings.</summary>
    public static FrozenSet<string> Elements { get; } = Words(
        """
        svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textPath image
        linearGradient radialGradient stop clipPath mask pattern marker
        """);

    /// <summary>Elements that HTML reads as its own text: they hold no elements.</summary>
    public static FrozenSet<string> TextElements { get; } = Words("title desc");

    /// <summary>Attributes that place and shape.</summary>
    public static FrozenSet<string> Attributes { get; } = Words(
        """
        d x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy width height points pathLength transform viewBox preserveAspectRatio version baseProfile
        rotate textLength lengthAdjust startOffset method spacing side offset gradientUnits gradientTransform spreadMethod
        patternUnits patternContentUnits patternTransform clipPathUnits maskUnits maskContentUnits
        markerUnits markerWidth markerHeight refX refY orient
        """);

    /// <summary>Attributes that are text to a reader.</summary>
    public static FrozenSet<string> TextAttributes { get; } = Words("role lang aria-label aria-hidden");

    /// <summary>Properties that paint and letter: attributes, and what <c>style</c> may set.</summary>
    public static FrozenSet<string> Properties { get; } = Words(
        """
        fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray
        stroke-dashoffset opacity color display visibility clip-path clip-rule mask marker-start marker-mid marker-end stop-color stop-opacity
        font-family font-size font-style font-weight font-variant font-stretch text-anchor text-decoration dominant-baseline alignment-baseline
        baseline-shift letter-spacing word-spacing writing-mode direction white-space vector-effect paint-order shape-rendering text-rendering
        image-rendering color-interpolation mix-blend-mode isolation transform-origin
        """);

    /// <summary>Functions of values; <c>url</c> is looked at by itself.</summary>
    public static FrozenSet<string> Functions { get; } = Words("rgb rgba hsl hsla var calc matrix translate translateX translateY scale scaleX scaleY rotate skewX skewY");

    private static FrozenSet<string> Words(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
