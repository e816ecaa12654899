using System;
using System.Collections.Generic;

namespace NetGen.Import.PyTorch;

/// <summary>The values that a pickle works with. What it takes must be there.</summary>
internal sealed class PickleStack
{
    private static readonly object MarkSign = new();

    private readonly List<object?> _values = [];

    public void Push(object? value) => _values.Add(value);

    /// <summary>Begins what <see cref="PopMarked"/> takes together.</summary>
    public void Mark() => _values.Add(MarkSign);

    public object? Peek() => _values.Count > 0 ? _values[_values.Count - 1] : throw new FormatException("its pickle takes more than it has");

    /// <summary>The uppermost, which must be a container of a kind.</summary>
    public T PeekAs<T>()
        where T : class => Peek() as T ?? throw new FormatException("its pickle puts something into what is no container");

    public object? Pop()
    {
        object? value = Peek();
        _values.RemoveAt(_values.Count - 1);
        return value;
    }

    /// <summary>All above the last mark.</summary>
    public List<object?> PopMarked()
    {
        int mark = _values.LastIndexOf(MarkSign);
        if (mark < 0)
        {
            throw new FormatException("its pickle closes what it has not opened");
        }

        List<object?> items = _values.GetRange(mark + 1, _values.Count - mark - 1);
        _values.RemoveRange(mark, _values.Count - mark);
        return items;
    }
}
