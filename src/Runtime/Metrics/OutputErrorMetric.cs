using System;

namespace NetGen;

/// <summary>A metric that is the mean of how far each output is from its target, over the outputs of a row and over the rows.</summary>
public abstract class OutputErrorMetric : MeanMetric
{
    /// <summary>A metric.</summary>
    /// <param name="name">The name in logs and history; null: that of the class in snake case.</param>
    private protected OutputErrorMetric(string? name)
        : base(name, MetricDirection.LowerIsBetter)
    {
    }

    internal sealed override string? Misfit(int outputs, int targets) => TargetRow.MisfitOfValues(outputs, targets);

    /// <inheritdoc/>
    protected sealed override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        TargetRow.CheckValues(output, target);
        double sum = 0;
        for (int i = 0; i < output.Length; i++)
        {
            sum += Error(output[i], target[i]);
        }

        return sum / output.Length;
    }

    /// <summary>How far one output is from its target.</summary>
    private protected abstract double Error(double output, double target);
}
