using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.ComponentModel;
using System.Linq;

namespace NetGen;

/// <summary>
/// The configurations of a network's layers. Emitted code derives from this: each is made when it is asked for, and a program that never asks keeps none
/// of what makes them.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class LayerConfigs
{
    private static readonly KerasConfig Float32 = Object("keras", "DTypePolicy", ("name", "float32"));

    /// <summary>The configuration of a layer.</summary>
    /// <param name="layer">The layer's index.</param>
    public abstract KerasConfig Of(int layer);

    /// <summary>A layer's configuration: what all layers have, then what is its own.</summary>
    /// <param name="name">The layer's name.</param>
    /// <param name="isTrainable">Keras's <c>trainable</c>; null for the layers whose configuration does not say it, and then has the numbers' type as plain text.</param>
    /// <param name="own">The hyperparameters under Keras's names; sizes and numbers as arrays.</param>
    protected internal static KerasConfig Layer(string name, bool? isTrainable, params (string Name, object? Value)[] own)
    {
        ArgumentNullException.ThrowIfNull(own);
        (string, object?)[] shared = isTrainable is { } trainable ? [("trainable", trainable), ("dtype", Float32)] : [("dtype", "float32")];
        return new([("name", name), .. shared, .. own.Select(entry => (entry.Name, Closed(entry.Value)))]);
    }

    /// <summary>An initializer as Keras writes it.</summary>
    /// <param name="initializer">Which one.</param>
    /// <param name="constant">The value of <see cref="Initializer.Constant"/>.</param>
    protected static KerasConfig Initial(Initializer initializer, double constant = 0)
    {
        (string, object?)[] values = initializer switch
        {
            Initializer.Zeros or Initializer.Ones => [],
            Initializer.Constant => [("value", constant)],
            Initializer.Orthogonal => [("seed", null), ("gain", 1.0)],
            Initializer.TruncatedNormal => [("seed", null), ("mean", 0.0), ("stddev", 0.05)],
            _ => [("seed", null)],
        };
        return Object("keras.initializers", initializer.ToString(), values);
    }

    /// <summary>A penalty as Keras writes it; null where there is none.</summary>
    /// <param name="l1">Factor of <c>sum(|w|)</c>.</param>
    /// <param name="l2">Factor of <c>sum(w²)</c>.</param>
    protected static KerasConfig? Regularizer(double l1, double l2) => (l1, l2) switch
    {
        (0, 0) => null,
        (_, 0) => Object("keras.regularizers", "L1", ("l1", l1)),
        (0, _) => Object("keras.regularizers", "L2", ("l2", l2)),
        _ => Object("keras.regularizers", "L1L2", ("l1", l1), ("l2", l2)),
    };

    /// <summary>A constraint as Keras writes it; null where there is none, and a list where there are two, for which Keras has no word.</summary>
    /// <param name="maxNorm">The largest norm; 0 where there is none.</param>
    /// <param name="isNonNegative">Whether values below 0 become 0.</param>
    /// <param name="axes">The axes that a norm is taken over: all but a kernel's last, or a bias's only one.</param>
    protected static object? Constraint(double maxNorm, bool isNonNegative, params int[] axes)
    {
        ArgumentNullException.ThrowIfNull(axes);
        object axis = axes.Length == 1 ? axes[0] : Closed(axes)!;
        KerasConfig? nonNegative = isNonNegative ? Object("keras.constraints", "NonNeg") : null;
        KerasConfig? norm = maxNorm != 0 ? Object("keras.constraints", "MaxNorm", ("max_value", maxNorm), ("axis", axis)) : null;
        return nonNegative is not null && norm is not null ? new ReadOnlyCollection<KerasConfig>([nonNegative, norm]) : nonNegative ?? norm;
    }

    private static KerasConfig Object(string module, string className, params (string Name, object? Value)[] values) =>
        new(("module", module), ("class_name", className), ("config", new KerasConfig(values)), ("registered_name", null));

    /// <summary>A value that nobody can change.</summary>
    private static object? Closed(object? value) => value switch
    {
        int[] sizes => new ReadOnlyCollection<int>(sizes),
        int[][] sides => new ReadOnlyCollection<IReadOnlyList<int>>([.. sides.Select(side => new ReadOnlyCollection<int>(side))]),
        double[] numbers => new ReadOnlyCollection<double>(numbers),
        _ => value,
    };
}
