using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SkiaSharp;

namespace NetGen.Reporting;

/// <summary>How often samples of one class were taken for another: rows are the true classes, columns the predicted ones.</summary>
public sealed class ConfusionMatrixChart : Chart
{
    private const float LetterSize = 12;
    private const float Margin = 10;
    private const float LargestLabel = 130;

    private readonly long[,] _counts;

    /// <summary>A confusion matrix.</summary>
    /// <param name="counts">Samples by true class (rows) and predicted class (columns). Copied.</param>
    /// <param name="classNames">A name for each class.</param>
    /// <exception cref="ArgumentException">The matrix is not square, is empty, has a negative count, or there is not a name for each class.</exception>
    public ConfusionMatrixChart(long[,] counts, IReadOnlyList<string> classNames)
        : base(width: 640, height: HeightFor(classNames))
    {
        ArgumentNullException.ThrowIfNull(counts);
        int classes = counts.GetLength(0);
        if (classes == 0 || counts.GetLength(1) != classes || classNames.Count != classes)
        {
            throw new ArgumentException(
                $"A square matrix with a name for each class is expected; {classes}x{counts.GetLength(1)} counts and {classNames.Count} names came.", nameof(counts));
        }

        foreach (long count in counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(counts));
        }

        ClassNames = classNames;
        _counts = (long[,])counts.Clone();
    }

    /// <summary>The classes by index.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The share of all samples that were recognised; NaN where there are none.</summary>
    public double Accuracy
    {
        get
        {
            int[] classes = [.. Enumerable.Range(0, ClassNames.Count)];
            long total = classes.Sum(Samples);
            return total == 0 ? double.NaN : classes.Sum(i => _counts[i, i]) / (double)total;
        }
    }

    /// <summary>How many samples of a class were taken for another, or for itself.</summary>
    /// <param name="actual">The true class.</param>
    /// <param name="predicted">The predicted class.</param>
    public long this[int actual, int predicted] => _counts[actual, predicted];

    /// <summary>What the metric has counted.</summary>
    /// <param name="matrix">The metric that an evaluation counted in, <see cref="Evaluation.Of"/> the one that the trainer was given.</param>
    /// <param name="classNames">A name for each class.</param>
    /// <exception cref="ArgumentException">There is not a name for each class, or the matrix has counted nothing.</exception>
    public static ConfusionMatrixChart Of(ConfusionMatrix matrix, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.Total == 0)
        {
            throw new ArgumentException("The matrix has counted nothing. One that a trainer was given stays empty; what an evaluation counted is in evaluation.Of(matrix).", nameof(matrix));
        }

        var counts = new long[matrix.Classes, matrix.Classes];
        for (int actual = 0; actual < matrix.Classes; actual++)
        {
            for (int predicted = 0; predicted < matrix.Classes; predicted++)
            {
                counts[actual, predicted] = matrix[actual, predicted];
            }
        }

        return new ConfusionMatrixChart(counts, classNames);
    }

    /// <summary>Counts predictions.</summary>
    /// <param name="actual">The true class of each sample.</param>
    /// <param name="predicted">The predicted class of each sample.</param>
    /// <param name="classNames">A name for each class.</param>
    /// <exception cref="ArgumentException">There are not as many predictions as samples, or an index has no class.</exception>
    public static ConfusionMatrixChart Count(IReadOnlyList<int> actual, IReadOnlyList<int> predicted, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(actual);
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(classNames);
        if (actual.Count != predicted.Count)
        {
            throw new ArgumentException($"A prediction for each sample is expected; {actual.Count} samples and {predicted.Count} predictions came.", nameof(predicted));
        }

        var counts = new long[classNames.Count, classNames.Count];
        for (int i = 0; i < actual.Count; i++)
        {
            CheckClass(actual[i], classNames.Count, nameof(actual));
            CheckClass(predicted[i], classNames.Count, nameof(predicted));
            counts[actual[i], predicted[i]]++;
        }

        return new ConfusionMatrixChart(counts, classNames);
    }

    /// <summary>How many samples a class has.</summary>
    /// <param name="index">The class.</param>
    public long Samples(int index) => Enumerable.Range(0, ClassNames.Count).Sum(predicted => _counts[index, predicted]);

    /// <summary>The share of a class's samples that were recognised; NaN where it has none.</summary>
    /// <param name="index">The class.</param>
    public double Recall(int index) => Samples(index) is var all and > 0 ? _counts[index, index] / (double)all : double.NaN;

    /// <summary>The share of the samples taken for a class that belong to it; NaN where there are none.</summary>
    /// <param name="index">The class.</param>
    public double Precision(int index) =>
        Enumerable.Range(0, ClassNames.Count).Sum(actual => _counts[actual, index]) is var all and > 0 ? _counts[index, index] / (double)all : double.NaN;

    private protected override void Draw(SKCanvas canvas, ChartColors colors)
    {
        int classes = ClassNames.Count;
        using var heading = new Lettering(canvas, 15, colors.Foreground, bold: true);
        using var label = new Lettering(canvas, LetterSize, colors.Foreground);
        using var faint = new Lettering(canvas, LetterSize, colors.Foreground.WithAlpha(0xA0));
        float names = MathF.Min(LargestLabel, ClassNames.Max(label.Measure)) + 8;
        float recall = faint.Measure("recall") + 8;
        float top = Title.Length > 0 ? 56 : 30;
        float cell = MathF.Min((Width - names - recall - (2 * Margin) - 18) / classes, (Height - top - MathF.Min(names, 80) - Margin) / classes);
        bool slanted = ClassNames.Max(label.Measure) > cell - 4;
        float left = Margin + 18 + names + ((Width - names - recall - (2 * Margin) - 18 - (cell * classes)) / 2);
        float right = left + (cell * classes);
        float bottom = top + (cell * classes);

        heading.Write(heading.Fit(Title, Width - Margin), Width / 2f, 16, SKTextAlign.Center);
        faint.Write("recall", right + 8, top - 12);
        faint.Write("predicted class", left + (cell * classes / 2), top - 12, SKTextAlign.Center);
        WriteUpright(canvas, faint, "true class", left - names - 12, top + (cell * classes / 2));
        for (int actual = 0; actual < classes; actual++)
        {
            float middle = top + (cell * (actual + 0.5f));
            label.Write(label.Fit(ClassNames[actual], LargestLabel), left - 8, middle, SKTextAlign.Right);
            label.Write(double.IsNaN(Recall(actual)) ? "–" : Recall(actual).ToString("P0", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal), right + 8, middle);
            DrawRow(canvas, colors, actual, left, top + (cell * actual), cell);
            WriteColumnName(canvas, label, ClassNames[actual], left + (cell * (actual + 0.5f)), bottom, slanted);
        }

        using var frame = new SKPaint { Color = colors.Foreground.WithAlpha(0x60), Style = SKPaintStyle.Stroke, IsAntialias = true };
        canvas.DrawRect(SKRect.Create(left, top, cell * classes, cell * classes), frame);
    }

    private static void WriteUpright(SKCanvas canvas, Lettering lettering, string text, float x, float y)
    {
        canvas.Save();
        canvas.RotateDegrees(-90, x, y);
        lettering.Write(text, x, y, SKTextAlign.Center);
        canvas.Restore();
    }

    private static void WriteColumnName(SKCanvas canvas, Lettering label, string name, float x, float y, bool slanted)
    {
        if (!slanted)
        {
            label.Write(name, x, y + 12, SKTextAlign.Center);
            return;
        }

        canvas.Save();
        canvas.RotateDegrees(-40, x, y + 8);
        label.Write(label.Fit(name, LargestLabel - 20), x + 3, y + 8, SKTextAlign.Right);
        canvas.Restore();
    }

    private static int HeightFor(IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        return Math.Clamp(200 + (42 * classNames.Count), 320, 900);
    }

    private static void CheckClass(int index, int classes, string argument)
    {
        if (index < 0 || index >= classes)
        {
            throw new ArgumentException($"Class {index} came; there are {classes} classes, 0 to {classes - 1}.", argument);
        }
    }

    private void DrawRow(SKCanvas canvas, ChartColors colors, int actual, float left, float top, float cell)
    {
        // The letters lie on a tint that is never strong: they stay readable, dark or light.
        const float StrongestTint = 0.7f;
        using var letters = new Lettering(canvas, MathF.Min(LetterSize + 1, cell * 0.36f), colors.Foreground);
        for (int predicted = 0; predicted < ClassNames.Count; predicted++)
        {
            long count = _counts[actual, predicted];
            SKRect place = SKRect.Create(left + (cell * predicted), top, cell, cell);
            if (count > 0)
            {
                float share = count / (float)Samples(actual);
                SKColor tint = ChartColors.Series[actual == predicted ? 0 : 1];
                using var ground = new SKPaint { Color = tint.WithAlpha((byte)(255 * (0.06f + (share * (StrongestTint - 0.06f))))) };
                canvas.DrawRect(place, ground);
                letters.Write(count.ToString(CultureInfo.InvariantCulture), place.MidX, place.MidY, SKTextAlign.Center);
            }

            using var line = new SKPaint { Color = colors.Faint, Style = SKPaintStyle.Stroke };
            canvas.DrawRect(place, line);
        }
    }
}
