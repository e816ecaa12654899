using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Reference;

/// <summary>A whole network in plain loops and double precision.</summary>
internal sealed class ReferenceNetwork
{
    private readonly List<Step> _steps = [];
    private readonly List<IReadOnlyList<ReferenceParameter>> _layers = [];

    /// <summary>The value that each layer puts out; 0 is the network's input, and each step makes the next.</summary>
    private readonly List<int> _outputs = [];

    public ReferenceNetwork(NetworkSpec spec, int batchSize)
    {
        Input = spec.Input;
        BatchSize = batchSize;
        List<SampleShape> shapes = [spec.Input];
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            int[] inputs = [.. spec.InputsOf(i).Select(input => input < 0 ? 0 : _outputs[input])];
            IReadOnlyList<ReferenceOperation> operations = spec.Layers[i].Build([.. inputs.Select(input => shapes[input])], batchSize);
            foreach (ReferenceOperation operation in operations)
            {
                _steps.Add(new Step(operation, inputs));
                shapes.Add(operation.Output);
                inputs = [_steps.Count];
            }

            _outputs.Add(inputs[0]);
            _layers.Add([.. operations.SelectMany(operation => operation.Parameters)]);
            foreach (ReferenceParameter parameter in _layers[^1])
            {
                parameter.IsTrainable &= spec.Layers[i].Trainable;
            }
        }

        Output = shapes[_outputs[^1]];
    }

    public SampleShape Input { get; }

    public SampleShape Output { get; }

    public int BatchSize { get; }

    /// <summary>
    /// Whether what passes from one operation to the next is rounded to single precision, forward and backward, and statistics are summed in it: how far that carries the results
    /// is what rounding alone may do.
    /// </summary>
    public bool Rounds
    {
        get;
        init
        {
            field = value;
            _steps.ForEach(step => step.Operation.Rounds = value);
        }
    }

    /// <summary>Multiply-adds of one sample's forward pass, roughly.</summary>
    public long Work => Math.Max(1, _steps.Sum(step => step.Operation.Work));

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
        List<double[][]> values = [[.. x.Chunk(Input.Size)]];
        foreach (Step step in _steps)
        {
            IReadOnlyList<double[][]> xs = step.Read(values);
            run.Margin = Enumerable.Range(0, BatchSize).Select(sample => step.Operation.Margin([.. xs.Select(x => x[sample])])).Append(run.Margin).Min();
            values.Add(Passed(step.Operation.ForwardBatch(xs)));
            for (int sample = 0; sample < BatchSize; sample++)
            {
                run.IsSinglePrecision &= Array.TrueForAll(values[^1][sample], value => (float)value == value);
                run.Penalties[sample] += step.Operation.Penalty(values[^1][sample]);
            }
        }

        double[][][] gradients = [.. values.Select(samples => samples.Select(value => new double[value.Length]).ToArray())];
        gradients[_outputs[^1]] = [.. dy.Chunk(Output.Size)];
        values[_outputs[^1]].SelectMany(value => value).ToArray().CopyTo(run.Outputs, 0);
        for (int i = _steps.Count - 1; i >= 0; i--)
        {
            IReadOnlyList<double[][]> back = _steps[i].Operation.BackwardBatch(_steps[i].Read(values), values[i + 1], Passed(gradients[i + 1]));
            for (int input = 0; input < back.Count; input++)
            {
                for (int sample = 0; sample < BatchSize; sample++)
                {
                    Add(gradients[_steps[i].Inputs[input]][sample], back[input][sample]);
                }
            }
        }

        run.LayerGradients = [.. _outputs.Select(output => gradients[output].SelectMany(value => value).ToArray())];
        gradients[0].SelectMany(value => value).ToArray().CopyTo(run.InputGradients, 0);
        return run;
    }

    /// <summary>What every layer puts out for one sample.</summary>
    public IReadOnlyList<double[]> LayerOutputs(double[] sample)
    {
        List<double[]> values = [sample];
        foreach (Step step in _steps)
        {
            values.Add(step.Operation.Forward(step.Read(values)));
        }

        return [.. _outputs.Select(output => values[output])];
    }

    private double[][] Passed(double[][] values) => Rounds ? [.. values.Select(value => Array.ConvertAll(value, number => (double)(float)number))] : values;

    /// <summary>What several layers read gets back the sum of what they send.</summary>
    private static void Add(double[] gradient, double[] part)
    {
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] += part[i];
        }
    }

    /// <summary>An operation and the values that it reads.</summary>
    private sealed record Step(ReferenceOperation Operation, int[] Inputs)
    {
        public IReadOnlyList<T> Read<T>(List<T> values) => [.. Inputs.Select(input => values[input])];
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

    /// <summary>The gradient by what every layer puts out, all samples in a row.</summary>
    public IReadOnlyList<double[]> LayerGradients { get; set; } = [];

    /// <summary>Whether single precision holds every value between two operations exactly.</summary>
    public bool IsSinglePrecision { get; set; } = true;

    /// <summary>The loss whose gradients were computed.</summary>
    public double Loss(double[] dy) => Outputs.Zip(dy, (value, weight) => value * weight).Sum() + (Penalties.Sum() / Penalties.Length);
}
