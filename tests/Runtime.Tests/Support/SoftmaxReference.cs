using System;
using System.Linq;

namespace NetGen.Runtime.Tests.Support;

/// <summary>Softmax regression with penalties in double precision, by the formulas.</summary>
internal sealed class SoftmaxReference
{
    private readonly int _features;
    private readonly int _classes;
    private readonly double _l1;
    private readonly double _l2;
    private readonly double _activityL2;

    public SoftmaxReference(ReadOnlySpan<float> parameters, int features, int classes, double l1, double l2, double activityL2)
    {
        Parameters = [.. parameters.ToArray().Select(value => (double)value)];
        _features = features;
        _classes = classes;
        _l1 = l1;
        _l2 = l2;
        _activityL2 = activityL2;
    }

    public double[] Parameters { get; }

    /// <summary>One step of gradient descent; returns the loss before it.</summary>
    public double Step(float[] inputs, int[] labels, int start, int count, double learningRate)
    {
        double[] gradient = new double[Parameters.Length];
        double loss = 0;
        for (int sample = start; sample < start + count; sample++)
        {
            loss += AddSample(inputs.AsSpan(sample * _features, _features), labels[sample], count, gradient);
        }

        for (int i = 0; i < _features * _classes; i++)
        {
            loss += (_l1 * Math.Abs(Parameters[i])) + (_l2 * Parameters[i] * Parameters[i]);
            gradient[i] += (_l1 * Math.Sign(Parameters[i])) + (2 * _l2 * Parameters[i]);
        }

        for (int i = 0; i < gradient.Length; i++)
        {
            Parameters[i] -= learningRate * gradient[i];
        }

        return loss;
    }

    private double AddSample(ReadOnlySpan<float> input, int label, int count, double[] gradient)
    {
        double[] y = new double[_classes];
        for (int j = 0; j < _classes; j++)
        {
            double z = Parameters[(_features * _classes) + j];
            for (int i = 0; i < _features; i++)
            {
                z += input[i] * Parameters[(i * _classes) + j];
            }

            y[j] = Math.Exp(z);
        }

        double sum = y.Sum();
        y = [.. y.Select(value => value / sum)];
        double squares = y.Sum(value => value * value);
        for (int j = 0; j < _classes; j++)
        {
            // The activity penalty goes back through the softmax.
            double byLogit = y[j] - (j == label ? 1 : 0) + (2 * _activityL2 * y[j] * (y[j] - squares));
            gradient[(_features * _classes) + j] += byLogit / count;
            for (int i = 0; i < _features; i++)
            {
                gradient[(i * _classes) + j] += byLogit * input[i] / count;
            }
        }

        return (-Math.Log(y[label]) + (_activityL2 * squares)) / count;
    }
}
