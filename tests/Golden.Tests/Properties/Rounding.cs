using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Reference;

namespace NetGen.Golden.Tests.Properties;

/// <summary>How far plain loops that pass on single precision are from those in double precision, at most, for each result of an experiment.</summary>
/// <param name="Outputs">Of the outputs.</param>
/// <param name="InputGradients">Of the gradient by the input.</param>
/// <param name="Gradients">Of each parameter's gradient, in the network's order.</param>
/// <param name="Margin">The rounded loops' <see cref="ReferenceRun.Margin"/>.</param>
internal sealed record Rounding(double Outputs, double InputGradients, IReadOnlyList<double> Gradients, double Margin)
{
    /// <summary>
    /// Kernels round inside an operation too, and sum in an order of their own: so many times what rounding between operations does is theirs. What a fault does to a value is of
    /// the order of the value.
    /// </summary>
    private const double Share = 8;

    public static Rounding Of(Experiment experiment)
    {
        var rounded = new ReferenceNetwork(experiment.Spec, experiment.Reference.BatchSize) { Rounds = true };
        KernelComparison.CopyParameters(experiment.Reference, rounded);
        ReferenceRun run = experiment.RunOf(rounded);
        return new(
            Distance(experiment.Run.Outputs, run.Outputs),
            Distance(experiment.Run.InputGradients, run.InputGradients),
            [.. experiment.Reference.Parameters.Zip(rounded.Parameters).Select(pair => Distance(pair.First.Gradient, pair.Second.Gradient))],
            run.Margin);
    }

    /// <summary>What is allowed of a distance besides a share of the largest value.</summary>
    public static double Allowed(double distance) => Closeness.Floor + (Share * distance);

    private static double Distance(double[] exact, double[] rounded) => exact.Zip(rounded, (one, other) => Math.Abs(one - other)).DefaultIfEmpty(0).Max();
}
