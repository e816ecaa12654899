using System;

namespace NetGen;

/// <summary>One tensor of a network's parameters.</summary>
public sealed class Parameter
{
    private readonly NetworkParameters _owner;

    internal Parameter(NetworkParameters owner, ParameterInfo info)
    {
        _owner = owner;
        Info = info;
    }

    /// <summary>Name, shape, place and first values.</summary>
    public ParameterInfo Info { get; }

    /// <summary>The values, row-major in Keras's shape.</summary>
    /// <exception cref="InvalidOperationException"><see cref="Predictions.PredictOnly"/> has given back their memory.</exception>
    public ReadOnlySpan<float> Values => _owner.Values.Slice(Info.Offset, Info.Size);

    /// <summary>Replaces the values.</summary>
    /// <param name="values">As many values as the shape holds, row-major.</param>
    /// <exception cref="ArgumentException">The number of values is not <see cref="ParameterInfo.Size"/>.</exception>
    /// <exception cref="InvalidOperationException"><see cref="Predictions.PredictOnly"/> has given back their memory.</exception>
    public void Set(ReadOnlySpan<float> values)
    {
        if (values.Length != Info.Size)
        {
            throw new ArgumentException(
                $"'{Info.Name}' has shape ({string.Join(", ", Info.Shape)}), that is {Info.Size} values; {values.Length} came.", nameof(values));
        }

        using (_owner.BeginChange())
        {
            values.CopyTo(_owner.MutableValues.Slice(Info.Offset, Info.Size));
        }
    }
}
