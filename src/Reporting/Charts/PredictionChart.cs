using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SkiaSharp;

namespace NetGen.Reporting;

/// <summary>An image with the classes that a network takes it for, the most probable first.</summary>
public sealed class PredictionChart : Chart
{
    private const float Margin = 12;
    private const float TitleRoom = 28;
    private const float LetterSize = 13;

    /// <summary>A prediction.</summary>
    /// <param name="image">The image.</param>
    /// <param name="probabilities">The network's output: a probability for each class.</param>
    /// <param name="classNames">A name for each class.</param>
    /// <param name="actual">The true class, which is marked. Default: not known.</param>
    /// <param name="most">The largest number of classes to show. Default: 5.</param>
    /// <exception cref="ArgumentException">There is not a name for each probability, or no such class.</exception>
    public PredictionChart(Picture image, ReadOnlySpan<float> probabilities, IReadOnlyList<string> classNames, int? actual = null, int most = 5)
        : base(width: 520)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        if (probabilities.IsEmpty || probabilities.Length != classNames.Count)
        {
            throw new ArgumentException($"A name for each class is expected; {probabilities.Length} probabilities and {classNames.Count} names came.", nameof(classNames));
        }

        if (actual is { } known && (known < 0 || known >= classNames.Count))
        {
            throw new ArgumentException($"Class {known} came; there are {classNames.Count} classes, 0 to {classNames.Count - 1}.", nameof(actual));
        }

        Image = image;
        Actual = actual;
        Classes = [.. probabilities.ToArray()
            .Select((probability, index) => new ClassProbability(index, classNames[index], probability))
            .OrderByDescending(entry => entry.Probability)
            .Take(most)];
    }

    /// <summary>The image.</summary>
    public Picture Image { get; }

    /// <summary>The most probable classes, in order.</summary>
    public IReadOnlyList<ClassProbability> Classes { get; }

    /// <summary>The true class; null where it is not known.</summary>
    public int? Actual { get; }

    private protected override int NaturalHeight => 220;

    private protected override float SmallestFont => LetterSize;

    private protected override void Draw(SKCanvas canvas, ChartColors colors, int width, int height)
    {
        float top = Title.Length > 0 ? TitleRoom : 0;
        using var heading = new Lettering(canvas, 15, colors.Foreground, bold: true);
        heading.Write(heading.Fit(Title, width - Margin), width / 2f, 15, SKTextAlign.Center);

        float room = MathF.Min(height - top - (2 * Margin), width * 0.4f);
        float scale = room / Math.Max(Image.Width, Image.Height);
        float middle = top + ((height - top) / 2);
        SKRect place = SKRect.Create(Margin + ((room - (Image.Width * scale)) / 2), middle - (Image.Height * scale / 2), Image.Width * scale, Image.Height * scale);
        Image.Draw(canvas, place);

        float line = MathF.Min(36, (height - top - (2 * Margin)) / Classes.Count);
        float first = middle - (line * Classes.Count / 2);
        for (int i = 0; i < Classes.Count; i++)
        {
            DrawBar(canvas, colors, Classes[i], SKRect.Create(room + (3 * Margin), first + (line * i), width - room - (4 * Margin), line));
        }
    }

    /// <summary>A line of letters and the bar beneath it.</summary>
    private void DrawBar(SKCanvas canvas, ChartColors colors, ClassProbability entry, SKRect place)
    {
        bool isActual = entry.Index == Actual;
        using var letters = new Lettering(canvas, LetterSize, colors.Foreground, bold: isActual);
        float text = place.Top + (place.Height * 0.3f);
        string share = entry.Probability.ToString("0.0%", CultureInfo.InvariantCulture);
        letters.Write(share, place.Right, text, SKTextAlign.Right);
        string name = isActual ? $"{entry.Name} (true)" : entry.Name;
        letters.Write(letters.Fit(name, place.Width - letters.Measure(share) - Margin), place.Left, text);

        float height = MathF.Min(7, place.Height * 0.22f);
        SKRect track = SKRect.Create(place.Left, place.Top + (place.Height * 0.62f), place.Width, height);
        using var ground = new SKPaint { Color = colors.Faint, IsAntialias = true };
        using var bar = new SKPaint { Color = Actual is null || isActual ? ChartColors.Accent : ChartColors.Series[1], IsAntialias = true };
        canvas.DrawRoundRect(track, height / 2, height / 2, ground);
        track.Right = track.Left + (track.Width * (float)Math.Clamp(entry.Probability, 0, 1));
        canvas.DrawRoundRect(track, height / 2, height / 2, bar);
    }
}
