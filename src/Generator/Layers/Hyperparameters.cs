using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NetGen.Generator.Layers;

/// <summary>
/// A layer's hyperparameters under Keras's names, in the order and with the values of its <c>get_config</c>, as the expressions that make them in emitted
/// code. What Keras added later and NetGen has not is left out; Keras takes its default.
/// </summary>
internal sealed class Hyperparameters : IEnumerable<(string Name, string Expression)>
{
    private readonly List<(string Name, string Expression)> _entries = [];

    /// <summary>The last dimension is that of the channels, which Keras lets a layer choose.</summary>
    public const string DataFormat = "channels_last";

    /// <summary>What Keras calls None.</summary>
    public void Add(string name) => _entries.Add((name, "null"));

    public void Add(string name, string value) => _entries.Add((name, $"\"{value}\""));

    public void Add(string name, int value) => _entries.Add((name, NumberText.Plain(value)));

    public void Add(string name, bool value) => _entries.Add((name, value ? "true" : "false"));

    public void Add(string name, double value) => _entries.Add((name, Number(value)));

    public void Add(string name, int[] values) => _entries.Add((name, $"new[] {{ {string.Join(", ", values.Select(NumberText.Plain))} }}"));

    public void Add(string name, double[] values) => _entries.Add((name, $"new[] {{ {string.Join(", ", values.Select(Number))} }}"));

    /// <summary>One number where the range is that much either way, and both its ends elsewhere.</summary>
    public void Add(string name, FactorRange range)
    {
        if (range.IsSymmetric)
        {
            Add(name, range.Upper);
        }
        else
        {
            Add(name, new[] { range.Lower, range.Upper });
        }
    }

    public void Add(string name, Extent extent) => Add(name, new[] { extent.Height, extent.Width });

    /// <summary>Rows at the top and the bottom, columns on the left and the right, as Keras nests them.</summary>
    public void Add(string name, Border border) => _entries.Add((name, $"new[] {{ {Pair(border.Top, border.Bottom)}, {Pair(border.Left, border.Right)} }}"));

    public void Add(string name, Padding padding) => Add(name, SnakeCase.Of(padding.ToString()));

    public void Add(string name, Interpolation interpolation) => Add(name, SnakeCase.Of(interpolation.ToString()));

    public void Add(string name, Activation activation) => Add(name, activation switch
    {
        Activation.LeakyReLU => "leaky_relu",
        Activation.HardSigmoid => "hard_sigmoid",
        Activation.HardSiLU => "hard_silu",
        Activation.LogSoftmax => "log_softmax",
        _ => activation.ToString().ToLowerInvariant(),
    });

    public void Add(string name, Initialization initialization) => _entries.Add(
        (name, $"Initial(global::NetGen.Initializer.{initialization.Initializer}{(initialization.Constant == 0 ? "" : ", " + Number(initialization.Constant))})"));

    public void Add(string name, Penalty penalty) =>
        _entries.Add((name, penalty.IsZero ? "null" : $"Regularizer({Number(penalty.L1)}, {Number(penalty.L2)})"));

    /// <param name="name">Keras's name.</param>
    /// <param name="constraint">What the parameter is held to.</param>
    /// <param name="axes">The axes that a norm is taken over.</param>
    public void Add(string name, Constraint constraint, params int[] axes) => _entries.Add((
        name,
        constraint == default ? "null"
            : $"Constraint({Number(constraint.MaxNorm)}, {(constraint.NonNegative ? "true" : "false")}, {string.Join(", ", axes)})"));

    public IEnumerator<(string Name, string Expression)> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static string Pair(int first, int second) => $"new[] {{ {NumberText.Plain(first)}, {NumberText.Plain(second)} }}";

    /// <summary>A number of double precision, whole ones too.</summary>
    private static string Number(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.All(c => char.IsDigit(c) || c == '-') ? text + ".0" : text;
    }
}
