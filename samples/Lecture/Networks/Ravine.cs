using System.Collections.Generic;

namespace NetGen.Samples.Lecture.Networks;

/// <summary>
/// Two weights without bias. Under squared error with zero targets on two samples, (a, 0) and (0, b), the loss over the weights
/// is (a² w0² + b² w1²) / 2: a valley, and a ravine where a and b differ much.
/// </summary>
[Network(2)]
[Dense(1, UseBias = false)]
internal sealed partial class Ravine
{
    /// <summary>How steep the ravine is along each weight: a and b.</summary>
    public static (float A, float B) Slopes => (1, 7);

    /// <summary>The loss at a place.</summary>
    public static double Height(double first, double second) =>
        ((Slopes.A * Slopes.A * first * first) + (Slopes.B * Slopes.B * second * second)) / 2;

    /// <summary>Where an optimizer goes from a starting point, step by step.</summary>
    public static IReadOnlyList<(double First, double Second)> Descend(Optimizer optimizer, (float First, float Second) start, int steps)
    {
        var model = new Ravine();
        model.Parameters.Update(start, static (from, weights) => (weights[0], weights[1]) = from);
        var path = new List<(double, double)> { start };
        var watch = new LambdaCallback(onTrainBatchEnd: (_, _) => path.Add((model.Parameters.Values[0], model.Parameters.Values[1])));
        Dataset valley = Dataset.FromValues([Slopes.A, 0, 0, Slopes.B], [0, 0], shape: [2]);
        new Trainer<Ravine>(model, optimizer, Loss.MeanSquaredError).Fit(valley, new FitOptions { Epochs = steps, BatchSize = 2, Shuffle = false, Callbacks = [watch] });
        return path;
    }
}
