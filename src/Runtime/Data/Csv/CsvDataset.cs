using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>
/// Samples from a CSV file (RFC 4180): a record each, some columns features, others the target. Numbers are written as
/// everywhere in the world of files, with a point; values that are missing, or no finite numbers, are errors.
/// Blanks around a field do not belong to it, so that <c>cat</c> and <c> cat</c> are one class; those inside quotes do.
/// </summary>
/// <example>
/// <code>
/// var options = new CsvOptions { Target = CsvTarget.ClassName, TargetColumns = ["species"] };
/// CsvDataset flowers = CsvDataset.Load("iris.csv", options);
/// Console.WriteLine(string.Join(", ", flowers.ClassNames));
/// </code>
/// </example>
public sealed class CsvDataset : Dataset
{
    private readonly float[] _inputs;
    private readonly float[] _targets;

    private CsvDataset(CsvOptions options, CsvRows rows, float[] inputs, float[] targets, string[] classNames)
        : base(SampleShape(options, rows), KindOf(options), rows.Targets)
    {
        _inputs = inputs;
        _targets = targets;
        Count = inputs.Length / InputSize;
        ClassNames = classNames;
        FeatureNames = rows.FeatureNames;
        TargetNames = rows.TargetNames;
    }

    /// <inheritdoc/>
    public override int Count { get; }

    /// <summary>The classes by index, where the target is a class name; else empty.</summary>
    public override IReadOnlyList<string> ClassNames { get; }

    /// <summary>The names of the features; "column 1" and so on where there is no header.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>The names of the target columns.</summary>
    public IReadOnlyList<string> TargetNames { get; }

    /// <summary>Reads a file into memory.</summary>
    /// <param name="path">The file; UTF-8 unless a byte order mark or <see cref="CsvOptions.Encoding"/> says otherwise.</param>
    /// <param name="options">Which columns are what, the delimiter and so on; default: a header, and class indices in the last column.</param>
    /// <exception cref="ArgumentException">A column asked for is not there, or the options fit neither each other nor the file.</exception>
    /// <exception cref="InvalidDataException">The file has no records, or one is wrong; the message names the file, the line and the column.</exception>
    public static CsvDataset Load(string path, CsvOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new CsvOptions();
        return Load(Open(path, options), path, options);
    }

    /// <summary>Reads text into memory.</summary>
    /// <param name="text">The text, read to its end and disposed.</param>
    /// <param name="options">Which columns are what, the delimiter and so on; default: a header, and class indices in the last column.</param>
    /// <exception cref="ArgumentException">A column asked for is not there, or the options fit neither each other nor the text.</exception>
    /// <exception cref="InvalidDataException">The text has no records, or one is wrong; the message names the line and the column.</exception>
    public static CsvDataset Load(TextReader text, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Load(text, "The CSV text", options ?? new CsvOptions());
    }

    /// <summary>
    /// The samples of a file one after the other, for a <see cref="StreamedSource"/> when they do not fit into memory. The file
    /// is opened anew each time the sequence is gone over, and what is wrong in it is thrown then.
    /// </summary>
    /// <param name="path">The file; UTF-8 unless a byte order mark or <see cref="CsvOptions.Encoding"/> says otherwise.</param>
    /// <param name="options">As for <see cref="Load(string, CsvOptions?)"/>; the shape is the stream's, and classes by name need <see cref="CsvOptions.ClassNames"/>.</param>
    /// <exception cref="ArgumentException">Classes are names, but the options do not list them.</exception>
    public static IEnumerable<Sample> ReadSamples(string path, CsvOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new CsvOptions();
        return options.Target == CsvTarget.ClassName && options.ClassNames is null
            ? throw new ArgumentException("A stream needs the names of its classes beforehand: set CsvOptions.ClassNames.", nameof(options))
            : Samples(path, options);
    }

    /// <inheritdoc/>
    public override void ReadInput(int index, Span<float> input) => _inputs.AsSpan(index * InputSize, InputSize).CopyTo(input);

    /// <inheritdoc/>
    public override void ReadTarget(int index, Span<float> target) => _targets.AsSpan(index * TargetSize, TargetSize).CopyTo(target);

    private static CsvDataset Load(TextReader text, string name, CsvOptions options)
    {
        using var source = text;
        using var rows = new CsvRows(text, name, options);
        var inputs = new List<float>();
        var targets = new List<float>();
        float[] input = new float[rows.Features];
        float[] target = new float[rows.Targets];
        while (rows.Read(input, target))
        {
            inputs.AddRange(input);
            targets.AddRange(target);
        }

        if (inputs.Count == 0)
        {
            throw new InvalidDataException($"{name} has a header but no records.");
        }

        string[] classNames = [.. rows.ClassNames];
        if (options.Target == CsvTarget.ClassName && options.ClassNames is null)
        {
            classNames = SortClasses(classNames, CollectionsMarshal.AsSpan(targets));
        }

        return new CsvDataset(options, rows, [.. inputs], [.. targets], classNames);
    }

    private static StrictTextReader Open(string path, CsvOptions options) => new(File.OpenRead(path), options.Encoding);

    private static IEnumerable<Sample> Samples(string path, CsvOptions options)
    {
        using StrictTextReader text = Open(path, options);
        using var rows = new CsvRows(text, path, options);
        float[] input = new float[rows.Features];
        float[] target = new float[rows.Targets];
        while (rows.Read(input, target))
        {
            yield return options.Target == CsvTarget.Value ? new Sample(input, target) : new Sample(input, (int)target[0]);
        }
    }

    /// <summary>Numbers the classes by their sorted names instead of their first appearance, so that the records' order does not matter.</summary>
    private static string[] SortClasses(string[] names, Span<float> targets)
    {
        int[] order = [.. Enumerable.Range(0, names.Length).OrderBy(i => names[i], StringComparer.Ordinal)];
        float[] newIndices = new float[names.Length];
        for (int i = 0; i < order.Length; i++)
        {
            newIndices[order[i]] = i;
        }

        foreach (ref float target in targets)
        {
            target = newIndices[(int)target];
        }

        return Array.ConvertAll(order, i => names[i]);
    }

    private static TargetKind KindOf(CsvOptions options) => options.Target == CsvTarget.Value ? TargetKind.Values : TargetKind.Classes;

    private static IReadOnlyList<int> SampleShape(CsvOptions options, CsvRows rows)
    {
        IReadOnlyList<int> shape = options.InputShape ?? [rows.Features];
        return shape.All(side => side > 0) && shape.Aggregate(1L, (product, side) => product * side) == rows.Features
            ? shape
            : throw new ArgumentException($"There are {rows.Features} features, which the shape ({string.Join(", ", shape)}) does not hold.", nameof(options));
    }
}
