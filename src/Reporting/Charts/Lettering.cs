using System;
using System.Collections.Generic;
using System.Linq;
using SkiaSharp;

namespace NetGen.Reporting;

/// <summary>Text on a canvas, in one font and colour.</summary>
internal sealed class Lettering : IDisposable
{
    // What Windows, macOS and Linux have; the default of Skia is whatever comes first, often one with serifs.
    private static readonly string[] Families = ["Segoe UI", "Helvetica Neue", "Noto Sans", "Roboto", "DejaVu Sans", "Liberation Sans", "Arial"];

    private readonly SKCanvas _canvas;
    private readonly SKFont _font;
    private readonly SKPaint _paint;

    public Lettering(SKCanvas canvas, float size, SKColor color, bool bold = false)
    {
        _canvas = canvas;
        _font = new SKFont(bold ? Bold : Regular, size) { Subpixel = true };
        _paint = new SKPaint { Color = color, IsAntialias = true };
    }

    /// <summary>The font family of charts: the first that this machine has, or its default.</summary>
    public static string Family { get; } =
        Families.FirstOrDefault(SKFontManager.Default.FontFamilies.ToHashSet(StringComparer.OrdinalIgnoreCase).Contains, SKTypeface.Default.FamilyName);

    /// <summary>That family's bold letters. Never disposed: Skia hands one object to all who ask.</summary>
    public static SKTypeface Bold { get; } = SKTypeface.FromFamilyName(Family, SKFontStyle.Bold);

    private static SKTypeface Regular { get; } = SKTypeface.FromFamilyName(Family, SKFontStyle.Normal);

    /// <summary>How wide a text is in letters of a size.</summary>
    public static float Measure(string text, float size)
    {
        using var font = new SKFont(Regular, size) { Subpixel = true };
        return font.MeasureText(text);
    }

    public float Measure(string text) => _font.MeasureText(text);

    /// <summary>Writes with the middle of the letters at <paramref name="y"/>.</summary>
    public void Write(string text, float x, float y, SKTextAlign align = SKTextAlign.Left)
    {
        if (text.Length > 0)
        {
            _canvas.DrawText(Printable.Text(text), x, y + (_font.Size * 0.36f), align, _font, _paint);
        }
    }

    /// <summary>The text, without its middle where it is wider than the room.</summary>
    public string Fit(string text, float room) => ShortNames.Cut(text, room, "…", value => Measure(value));

    /// <summary>The texts, those that are wider than the room cut so that different ones stay different.</summary>
    public string[] FitAll(IReadOnlyList<string> texts, float room) => ShortNames.CutAll(texts, room, "…", value => Measure(value));

    public void Dispose()
    {
        _font.Dispose();
        _paint.Dispose();
    }
}
