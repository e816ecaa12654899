using System;
using System.Linq;

namespace NetGen.Bench.Peers;

/// <summary>One network at one batch size with the numbers that every contender gets, channels last.</summary>
internal sealed record Workload(Architecture Architecture, int Batch, float[] Weights, float[] Samples, float[] Targets)
{
    /// <param name="architecture">The network.</param>
    /// <param name="batch">Samples.</param>
    /// <param name="seed">Of samples and targets; the weights are the same for all.</param>
    public static Workload Create(Architecture architecture, int batch, int seed = 2) => new(
        architecture,
        batch,
        architecture.RandomWeights(seed: 1),
        architecture.RandomSamples(batch, seed),
        architecture.RandomTargets(batch, seed + 1));

    /// <summary>Gives NetGen's network the weights.</summary>
    /// <exception cref="InvalidOperationException">Its parameters are not those of <see cref="Architecture"/>.</exception>
    public void LoadInto(INetwork model)
    {
        foreach ((Parameter ours, ParameterInfo theirs) in Architecture.Parameters.Zip(model.Info.Parameters.OrderBy(parameter => parameter.Offset)))
        {
            if (ours.Offset != theirs.Offset || !ours.Shape.SequenceEqual(theirs.Shape))
            {
                throw new InvalidOperationException($"{Architecture.Name}: {ours.Name} of the peers is not {theirs.Name} of NetGen.");
            }
        }

        model.Parameters.Update(Weights, static (weights, values) => weights.CopyTo(values));
    }
}

/// <summary>Something that is timed.</summary>
internal interface IContender : IDisposable
{
    /// <summary>Runs a number of times; the milliseconds of one run.</summary>
    double Time(int runs);
}

/// <summary>A forward pass over a batch.</summary>
internal interface IForward : IContender
{
    /// <summary>Runs once and returns the probabilities, sample after sample.</summary>
    ReadOnlySpan<float> Predict();

    double IContender.Time(int runs) => Timing.Repeat(() => Predict(), runs);
}

/// <summary>A training step over a batch: forward, loss, backward, Adam.</summary>
internal interface ITraining : IContender
{
    /// <summary>Loss and gradients at the first weights, the latter in Keras's layouts. Changes nothing.</summary>
    (double Loss, float[] Gradients) Differentiate();
}
