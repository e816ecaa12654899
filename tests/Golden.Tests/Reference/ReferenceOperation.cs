using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Reference;

/// <summary>
/// One operation in plain loops and double precision, on one sample: what the emitted kernels are compared with.
/// </summary>
internal abstract class ReferenceOperation(SampleShape input, SampleShape output)
{
    public SampleShape Input { get; } = input;

    public SampleShape Output { get; } = output;

    /// <summary>Whether sums over many values are taken in single precision. Default: false.</summary>
    public bool Rounds { get; set; }

    /// <summary>The operation's parameters in Keras's order.</summary>
    public virtual IReadOnlyList<ReferenceParameter> Parameters => [];

    /// <summary>Multiply-adds of one sample's forward pass, roughly.</summary>
    public virtual long Work => Output.Size;

    public abstract double[] Forward(double[] x);

    /// <summary>From the gradient by the output to that by the input; adds to the parameters' gradients.</summary>
    public abstract double[] Backward(double[] x, double[] y, double[] dy);

    /// <inheritdoc cref="Forward(double[])"/>
    public virtual double[] Forward(IReadOnlyList<double[]> xs) => Forward(xs[0]);

    /// <summary>From the gradient by the output to those by the inputs; adds to the parameters' gradients.</summary>
    public virtual IReadOnlyList<double[]> Backward(IReadOnlyList<double[]> xs, double[] y, double[] dy) => [Backward(xs[0], y, dy)];

    /// <summary>The samples of a batch; most operations take one after the other.</summary>
    /// <param name="xs">For each input, its samples.</param>
    public virtual double[][] ForwardBatch(IReadOnlyList<double[][]> xs) =>
        [.. Enumerable.Range(0, xs[0].Length).Select(sample => Forward([.. xs.Select(x => x[sample])]))];

    /// <summary>Backward for a batch.</summary>
    public virtual IReadOnlyList<double[][]> BackwardBatch(IReadOnlyList<double[][]> xs, double[][] y, double[][] dy)
    {
        IReadOnlyList<double[]>[] samples = [.. y.Select((_, sample) => Backward([.. xs.Select(x => x[sample])], y[sample], dy[sample]))];
        return [.. Enumerable.Range(0, samples[0].Count).Select(input => samples.Select(gradients => gradients[input]).ToArray())];
    }

    /// <summary>What the output adds to the loss, not yet divided by the batch size.</summary>
    public virtual double Penalty(double[] y) => 0;

    /// <summary>
    /// How far the nearest value is from where the derivative jumps (the zero of a ReLU, the runner-up of a maximum), as a
    /// share of the largest value. Rounding can carry a value across that is nearer than rounding errors are large.
    /// Exact equality does not count: there the semantics say which side is taken.
    /// </summary>
    public virtual double Margin(double[] x) => double.PositiveInfinity;

    /// <inheritdoc cref="Margin(double[])"/>
    public virtual double Margin(IReadOnlyList<double[]> xs) => Margin(xs[0]);

    /// <summary>Adds a term to a sum.</summary>
    protected double Sum(double sum, double term) => Rounds ? (float)(sum + term) : sum + term;
}
