using System.Collections.Generic;
using System.Linq;
using NetGen.Execution;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;

namespace NetGen.Golden.Tests.Randomness;

/// <summary>A network run as in training, with a key for its chances that the test chooses.</summary>
internal sealed class RandomPass
{
    private readonly INetwork _network;

    public RandomPass(SampleShape input, params IReadOnlyList<LayerSpec> layers)
        : this(input, inputGradient: true, layers)
    {
    }

    public RandomPass(SampleShape input, bool inputGradient, params IReadOnlyList<LayerSpec> layers)
    {
        var spec = new NetworkSpec("Chance", input, layers) { InputGradient = inputGradient };
        _network = new NetworkCompilation().Compile(spec).Create(spec.Name);
    }

    public INetwork Network => _network;

    /// <summary>The outputs of a batch.</summary>
    public float[] Forward(float[] x, ulong key) => Run(x, new float[Samples(x) * _network.Info.OutputSize], key).Outputs;

    /// <summary>The outputs and, for an upstream gradient, the gradients by the inputs.</summary>
    public (float[] Outputs, float[] InputGradients) ForwardBackward(float[] x, float[] dy, ulong key)
    {
        (float[] outputs, TrainingPass pass) = Run(x, dy, key);
        return (outputs, pass.InputGradients(Samples(x)));
    }

    /// <summary>The sum of outputs times an upstream gradient: a function whose gradient the backward pass computes.</summary>
    public double Loss(float[] x, float[] dy, ulong key) => Forward(x, key).Zip(dy, (output, weight) => (double)output * weight).Sum();

    private int Samples(float[] x) => x.Length / _network.Info.InputSize;

    private (float[] Outputs, TrainingPass Pass) Run(float[] x, float[] dy, ulong key)
    {
        int samples = Samples(x);
        TrainingPass pass = _network.CreateTrainingPass(samples, workers: 1);
        var batch = new RecordingBatch(x, dy, samples, key);
        pass.Run(batch);
        return (batch.Outputs, pass);
    }
}
