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
    private const float LargestColumnLabel = 110;
    private const int StandardWidth = 640;
    private const int LargestWidth = 1400;

    // A cell that holds a number of three digits, the largest that looks well, and the smallest in which a number can be read.
    private const float GoodCell = 34;
    private const float LargestCell = 60;
    private const float SmallestLetteredCell = 16;

    // Beside the matrix: the word for its rows, which stands upright, and the gaps around the names.
    private const float UprightRoom = 18;
    private const float NameGap = 8;

    // Degrees by which names stand that are wider than their column.
    private const float Slant = 40;

    private readonly long[,] _counts;

    /// <summary>A confusion matrix.</summary>
    /// <param name="counts">Samples by true class (rows) and predicted class (columns). Copied.</param>
    /// <param name="classNames">A name for each class.</param>
    /// <exception cref="ArgumentException">The matrix is not square, is empty, has a negative count, or there is not a name for each class.</exception>
    public ConfusionMatrixChart(long[,] counts, IReadOnlyList<string> classNames)
        : base(WidthFor(classNames))
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
    /// <param name="classNames">A name for each class. Default: the matrix's own.</param>
    /// <exception cref="ArgumentException">There is not a name for each class, or the matrix has counted nothing.</exception>
    public static ConfusionMatrixChart Of(ConfusionMatrix matrix, IReadOnlyList<string>? classNames = null)
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

        return new ConfusionMatrixChart(counts, classNames ?? matrix.ClassNames);
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

    private protected override int NaturalHeight => (int)MathF.Ceiling(
        Top + (ClassNames.Count * NaturalCell(Width)) + ColumnRoom(ClassNames, NaturalCell(Width)) + Margin);

    private protected override float SmallestFont => LetterSize;

    private float Top => Title.Length > 0 ? 56 : 30;

    private protected override void Draw(SKCanvas canvas, ChartColors colors, int width, int height)
    {
        int classes = ClassNames.Count;
        using var heading = new Lettering(canvas, 15, colors.Foreground, bold: true);
        using var label = new Lettering(canvas, LetterSize, colors.Foreground);
        using var faint = new Lettering(canvas, LetterSize, colors.Foreground.WithAlpha(0xA0));
        float names = NameRoom(ClassNames);
        float top = Top;
        float cell = MathF.Min(NaturalCell(width), (height - top - ColumnRoom(ClassNames, NaturalCell(width)) - Margin) / classes);
        float left = Margin + UprightRoom + names + ((width - Beside(ClassNames) - (cell * classes)) / 2);
        float right = left + (cell * classes);
        float bottom = top + (cell * classes);

        heading.Write(heading.Fit(Title, width - Margin), width / 2f, 16, SKTextAlign.Center);
        faint.Write("recall", right + NameGap, top - 12);
        faint.Write("predicted class", left + (cell * classes / 2), top - 12, SKTextAlign.Center);
        WriteUpright(canvas, faint, "true class", left - names - 12, top + (cell * classes / 2));
        string[] rows = label.FitAll(ClassNames, LargestLabel);
        for (int actual = 0; actual < classes; actual++)
        {
            float middle = top + (cell * (actual + 0.5f));
            label.Write(rows[actual], left - NameGap, middle, SKTextAlign.Right);
            label.Write(double.IsNaN(Recall(actual)) ? "–" : Recall(actual).ToString("0%", CultureInfo.InvariantCulture), right + NameGap, middle);
            DrawRow(canvas, colors, actual, left, top + (cell * actual), cell);
        }

        WriteColumnNames(canvas, label, left, bottom, cell);
        using var frame = new SKPaint { Color = colors.Foreground.WithAlpha(0x60), Style = SKPaintStyle.Stroke, IsAntialias = true };
        canvas.DrawRect(SKRect.Create(left, top, cell * classes, cell * classes), frame);
    }

    /// <summary>As wide as cells need that can be read.</summary>
    private static int WidthFor(IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        return classNames.Count == 0 ? StandardWidth
            : (int)Math.Clamp(MathF.Ceiling(Beside(classNames) + (classNames.Count * GoodCell)), StandardWidth, LargestWidth);
    }

    private static float NameRoom(IReadOnlyList<string> classNames) => MathF.Min(LargestLabel, Longest(classNames)) + NameGap;

    /// <summary>What stands beside the matrix, to its left and its right.</summary>
    private static float Beside(IReadOnlyList<string> classNames) =>
        NameRoom(classNames) + UprightRoom + Lettering.Measure("recall", LetterSize) + NameGap + (2 * Margin);

    private static float ColumnRoom(IReadOnlyList<string> classNames, float cell) =>
        IsSlanted(classNames, cell) ? (MathF.Min(LargestColumnLabel, Longest(classNames)) * MathF.Sin(MathF.PI * Slant / 180)) + 18 : 20;

    private static bool IsSlanted(IReadOnlyList<string> classNames, float cell) => Longest(classNames) > cell - 4;

    private static float Longest(IReadOnlyList<string> classNames) => classNames.Max(name => Lettering.Measure(name, LetterSize));

    private float NaturalCell(int width) => MathF.Min(LargestCell, (width - Beside(ClassNames)) / ClassNames.Count);

    private static void WriteUpright(SKCanvas canvas, Lettering lettering, string text, float x, float y)
    {
        canvas.Save();
        canvas.RotateDegrees(-90, x, y);
        lettering.Write(text, x, y, SKTextAlign.Center);
        canvas.Restore();
    }

    private void WriteColumnNames(SKCanvas canvas, Lettering label, float left, float top, float cell)
    {
        bool slanted = IsSlanted(ClassNames, cell);
        string[] names = label.FitAll(ClassNames, slanted ? LargestColumnLabel : cell);
        for (int i = 0; i < names.Length; i++)
        {
            float middle = left + (cell * (i + 0.5f));
            if (!slanted)
            {
                label.Write(names[i], middle, top + 12, SKTextAlign.Center);
                continue;
            }

            canvas.Save();
            canvas.RotateDegrees(-Slant, middle, top + 8);
            label.Write(names[i], middle + 3, top + 8, SKTextAlign.Right);
            canvas.Restore();
        }
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
        const long MostDigits = 1_000_000;
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
                if (cell >= SmallestLetteredCell)
                {
                    letters.Write(count >= MostDigits ? EngineeringNumber.Short(count) : count.ToString(CultureInfo.InvariantCulture), place.MidX, place.MidY, SKTextAlign.Center);
                }
            }

            using var line = new SKPaint { Color = colors.Faint, Style = SKPaintStyle.Stroke };
            canvas.DrawRect(place, line);
        }
    }
}
