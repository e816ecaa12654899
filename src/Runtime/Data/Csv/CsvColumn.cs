using System;

namespace NetGen;

/// <summary>A column of a CSV file: by its name in the header, or by its place, counted from 0 or, as <c>^1</c>, from the end.</summary>
public readonly struct CsvColumn
{
    private readonly string? _name;
    private readonly Index _place;

    private CsvColumn(string? name, Index place)
    {
        _name = name;
        _place = place;
    }

    /// <summary>The column of that name.</summary>
    /// <param name="name">The name as it stands in the header, capitals included, without blanks around it unless it is in quotes.</param>
    public static implicit operator CsvColumn(string name) => FromString(name);

    /// <summary>The column at that place.</summary>
    /// <param name="place">Counted from 0, or from the end: <c>^1</c> is the last column.</param>
    public static implicit operator CsvColumn(Index place) => FromIndex(place);

    /// <summary>The column at that place.</summary>
    /// <param name="place">Counted from 0.</param>
    public static implicit operator CsvColumn(int place) => FromIndex(place);

    /// <summary>The column of that name.</summary>
    /// <param name="name">The name as it stands in the header, capitals included, without blanks around it unless it is in quotes.</param>
    public static CsvColumn FromString(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new CsvColumn(name, default);
    }

    /// <summary>The column at that place.</summary>
    /// <param name="place">Counted from 0, or from the end: <c>^1</c> is the last column.</param>
    public static CsvColumn FromIndex(Index place) => new(null, place);

    /// <summary>The name in quotes, or the place.</summary>
    public override string ToString() => _name is null ? _place.ToString() : $"'{_name}'";

    /// <summary>The column's place in a file; -1 where it has none or, by the name, more than one.</summary>
    internal int PlaceIn(string[]? header, int columns)
    {
        if (_name is null)
        {
            int place = _place.GetOffset(columns);
            return place < columns ? Math.Max(place, -1) : -1;
        }

        int found = header is null ? -1 : Array.IndexOf(header, _name);
        return found >= 0 && Array.LastIndexOf(header!, _name) == found ? found : -1;
    }
}
