using System;

namespace NetGen.Bench.Kernels;

/// <summary>Predicts one batch of random samples; weights are packed before the first time and stay so.</summary>
internal sealed class Prediction
{
    private readonly INetwork _network;
    private readonly float[] _inputs;
    private readonly float[] _outputs;

    public Prediction(INetwork network, int batch, int threads)
    {
        var random = new Random(1);
        _network = network;
        _inputs = new float[checked(batch * network.Info.InputSize)];
        foreach (ref float value in _inputs.AsSpan())
        {
            value = random.NextSingle() - 0.5f;
        }

        _outputs = new float[checked(batch * network.Info.OutputSize)];
        network.PredictionThreads = threads;
    }

    /// <summary>Runs a number of times; the milliseconds of one run.</summary>
    public double Time(int runs) => Timing.Repeat(() => _network.Predict(_inputs, _outputs), runs);
}
