using System;
using System.Collections.Generic;
using System.Text;

namespace NetGen;

/// <summary>How a CSV file is read.</summary>
public sealed class CsvOptions
{
    /// <summary>Whether the first record holds the columns' names. Default: true.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>What stands between fields; neither a quote nor the end of a line. Default: a comma.</summary>
    public char Delimiter
    {
        get;
        init => field = value is '"' or '\r' or '\n'
            ? throw new ArgumentOutOfRangeException(nameof(Delimiter), value, "A quote or the end of a line cannot stand between fields.")
            : value;
    } = ',';

    /// <summary>
    /// What files are written in, where no byte order mark says it; bytes that are no text in it are an error. Of no effect on text that is
    /// already decoded. Default: UTF-8.
    /// </summary>
    public Encoding Encoding
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Encoding));
            field = value;
        }
    } = Encoding.UTF8;

    /// <summary>What the target columns hold. Default: <see cref="CsvTarget.ClassIndex"/>.</summary>
    public CsvTarget Target { get; init; }

    /// <summary>The columns to predict: one for classes, any number for values. Default: the last.</summary>
    public IReadOnlyList<CsvColumn> TargetColumns { get; init => field = NotEmpty(value, nameof(TargetColumns)); } = [^1];

    /// <summary>The columns to predict from, in the order in which the network takes them. Default: all that are no targets.</summary>
    public IReadOnlyList<CsvColumn>? FeatureColumns { get; init => field = value is null ? null : NotEmpty(value, nameof(FeatureColumns)); }

    /// <summary>
    /// The names of the classes by index, for <see cref="CsvTarget.ClassName"/>; another name in the file is an error. Pass
    /// those of the training data when reading test data, so that indices mean the same. Default: the names in the file,
    /// sorted by their characters' codes.
    /// </summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>The shape of one sample, such as (28, 28) for 784 pixels. Default: a vector.</summary>
    public IReadOnlyList<int>? InputShape { get; init; }

    /// <summary>Factor of the features. Finite; default 1. A number that it makes infinite is an error.</summary>
    public float Scale
    {
        get;
        init => field = float.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(Scale), value, "The factor of the features must be finite.");
    } = 1;

    private static IReadOnlyList<CsvColumn> NotEmpty(IReadOnlyList<CsvColumn> columns, string name)
    {
        ArgumentNullException.ThrowIfNull(columns, name);
        return columns.Count > 0 ? columns : throw new ArgumentException("There must be at least one column.", name);
    }
}
