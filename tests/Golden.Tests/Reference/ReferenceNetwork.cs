using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Reference;

/// <summary>A whole network in plain loops and double precision.</summary>
internal sealed class ReferenceNetwork
{
    private readonly List<ReferenceOperation> _operations = [];
    private readonly List<IReadOnlyList<ReferenceParameter>> _layers = [];
    private readonly List<int> _ends = [];

    public ReferenceNetwork(NetworkSpec spec, int batchSize)
    {
        Input = spec.Input;
        BatchSize = batchSize;
        SampleShape shape = spec.Input;
        foreach (LayerSpec layer in spec.Layers)
        {
            IReadOnlyList<ReferenceOperation> operations = layer.Build(shape, batchSize);
            _operations.AddRange(operations);
            _ends.Add(_operations.Count);
            _layers.Add([.. operations.SelectMany(operation => operation.Parameters)]);
            foreach (ReferenceParameter parameter in _layers[^1])
            {
                parameter.IsTrainable &= layer.Trainable;
            }

            shape = operations is [.., ReferenceOperation last] ? last.Output : shape;
        }

        Output = shape;
    }

    public SampleShape Input { get; }

    public SampleShape Output { get; }

    public int BatchSize { get; }

    /// <summary>Multiply-adds of one sample's forward pass, roughly.</summary>
    public long Work => Math.Max(1, _operations.Sum(operation => operation.Work));

    public IEnumerable<ReferenceParameter> Parameters => _layers.SelectMany(parameters => parameters);

    /// <summary>One layer's parameter, by the layer's place in the declaration.</summary>
    public ReferenceParameter Parameter(int layer, string role) => _layers[layer].Single(parameter => parameter.Role == role);

    /// <summary>
    /// Forward and backward for a batch under the loss <c>sum(y * dy) + activity penalties / batch size</c>; leaves the gradients
    /// in the parameters.
    /// </summary>
    public ReferenceRun Run(double[] x, double[] dy)
    {
        foreach (ReferenceParameter parameter in Parameters)
        {
            Array.Clear(parameter.Gradient);
        }

        var run = new ReferenceRun(new double[dy.Length], new double[x.Length], new double[BatchSize]);
        for (int sample = 0; sample < BatchSize; sample++)
        {
            RunSample(run, x, dy, sample);
        }

        return run;
    }

    /// <summary>What every layer puts out for one sample.</summary>
    public IReadOnlyList<double[]> LayerOutputs(double[] sample)
    {
        List<double[]> values = [sample];
        foreach (ReferenceOperation operation in _operations)
        {
            values.Add(operation.Forward(values[^1]));
        }

        return [.. _ends.Select(end => values[end])];
    }

    private void RunSample(ReferenceRun run, double[] x, double[] dy, int sample)
    {
        List<double[]> values = [x.AsSpan(sample * Input.Size, Input.Size).ToArray()];
        foreach (ReferenceOperation operation in _operations)
        {
            run.Margin = Math.Min(run.Margin, operation.Margin(values[^1]));
            values.Add(operation.Forward(values[^1]));
            run.IsSinglePrecision &= Array.TrueForAll(values[^1], value => (float)value == value);
            run.Penalties[sample] += operation.Penalty(values[^1]);
        }

        values[^1].CopyTo(run.Outputs, sample * Output.Size);
        double[] gradient = dy.AsSpan(sample * Output.Size, Output.Size).ToArray();
        for (int i = _operations.Count - 1; i >= 0; i--)
        {
            gradient = _operations[i].Backward(values[i], values[i + 1], gradient);
        }

        gradient.CopyTo(run.InputGradients, sample * Input.Size);
    }
}

/// <summary>What a batch gave.</summary>
/// <param name="Outputs">All outputs.</param>
/// <param name="InputGradients">The gradient by all inputs.</param>
/// <param name="Penalties">Activity penalties per sample, not divided by the batch size.</param>
internal sealed record ReferenceRun(double[] Outputs, double[] InputGradients, double[] Penalties)
{
    /// <summary>The smallest <see cref="ReferenceOperation.Margin"/> met.</summary>
    public double Margin { get; set; } = double.PositiveInfinity;

    /// <summary>Whether single precision holds every value between two operations exactly.</summary>
    public bool IsSinglePrecision { get; set; } = true;

    /// <summary>The loss whose gradients were computed.</summary>
    public double Loss(double[] dy) => Outputs.Zip(dy, (value, weight) => value * weight).Sum() + (Penalties.Sum() / Penalties.Length);
}
