using System;
using SkiaSharp;

namespace NetGen.Reporting;

/// <summary>Text on a canvas, in one font and colour.</summary>
internal sealed class Lettering : IDisposable
{
    private readonly SKCanvas _canvas;
    private readonly SKFont _font;
    private readonly SKPaint _paint;

    public Lettering(SKCanvas canvas, float size, SKColor color, bool bold = false)
    {
        _canvas = canvas;
        SKTypeface typeface = SKTypeface.FromFamilyName(null, bold ? SKFontStyle.Bold : SKFontStyle.Normal);
        _font = new SKFont(typeface, size) { Subpixel = true };
        _paint = new SKPaint { Color = color, IsAntialias = true };
    }

    /// <summary>The height of a line.</summary>
    public float Height => _font.Spacing;

    public float Measure(string text) => _font.MeasureText(text);

    /// <summary>Writes with the middle of the letters at <paramref name="y"/>.</summary>
    public void Write(string text, float x, float y, SKTextAlign align = SKTextAlign.Left)
    {
        if (text.Length > 0)
        {
            _canvas.DrawText(Printable.Text(text), x, y + (_font.Size * 0.36f), align, _font, _paint);
        }
    }

    /// <summary>The text, or its beginning and "…" where it is wider than the room.</summary>
    public string Fit(string text, float room)
    {
        if (Measure(text) <= room)
        {
            return text;
        }

        int length = text.Length - 1;
        while (length > 1 && Measure(string.Concat(text.AsSpan(0, length), "…")) > room)
        {
            length--;
        }

        return string.Concat(text.AsSpan(0, Math.Max(length, 0)), "…");
    }

    public void Dispose()
    {
        _font.Dispose();
        _paint.Dispose();
    }
}
