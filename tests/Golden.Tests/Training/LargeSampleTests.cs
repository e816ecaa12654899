using System;
using System.Linq;
using NetGen.Execution;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Training;

/// <summary>Where samples are so large that they come one by one, dense layers take other ways than where they come in groups.</summary>
public sealed class LargeSampleTests
{
    private const int Side = 1296;
    private const int Window = 162;
    private const int Features = Side / Window * (Side / Window);
    private const int Samples = 3;

    private static readonly LayerSpec[] Dense =
    [
        new DenseSpec(64) { Activation = Activation.Tanh },
        new DenseSpec(48) { Activation = Activation.ReLU },
        new DenseSpec(8) { Activation = Activation.Tanh },
        new DenseSpec(5),
    ];

    private static readonly NetworkSpec Grouped = new("Grouped", SampleShape.Vector(Features), Dense) { InputGradient = false };

    /// <summary>The same dense layers behind a pooling that makes their input of a large image.</summary>
    private static readonly NetworkSpec Single = new(
        "Single", SampleShape.Image(Side, Side, 1), [new PoolingSpec(PoolingKind.Max, Pair.Square(Window)), new FlattenSpec(), .. Dense])
    { InputGradient = false };

    private static readonly Lazy<CompiledNetworks> Compiled = new(() => new NetworkCompilation().Compile([Grouped, Single]));

    [Fact]
    public void Samples_that_come_one_by_one_have_the_outputs_and_gradients_of_those_that_come_in_groups()
    {
        INetwork grouped = Compiled.Value.Create(Grouped.Name, seed: 3);
        INetwork single = Compiled.Value.Create(Single.Name, seed: 4);
        single.Parameters.Update(grouped, (from, values) => from.Parameters.Values.CopyTo(values));
        float[] x = NetworkTouch.Numbers(new Random(5), Samples * Features);
        float[] images = [.. Enumerable.Range(0, Samples).SelectMany(sample => Enlarge(x.AsSpan(sample * Features, Features).ToArray()))];
        float[] dy = NetworkTouch.Numbers(new Random(6), Samples * 5);

        var expected = new RecordingBatch(x, dy, Samples);
        TrainingPass expectedPass = grouped.CreateTrainingPass(Samples, 1);
        expectedPass.Run(expected);
        var actual = new RecordingBatch(images, dy, Samples);
        TrainingPass actualPass = single.CreateTrainingPass(Samples, 1);
        actualPass.Run(actual);

        Assert.Equal(expected.Outputs, actual.Outputs);
        foreach ((ParameterInfo parameter, ParameterInfo same) in grouped.Info.Parameters.Zip(single.Info.Parameters))
        {
            float[] wanted = expectedPass.Gradient(parameter).ToArray();
            float[] came = actualPass.Gradient(same).ToArray();
            float tolerance = 1e-6f * wanted.Max(Math.Abs);
            Assert.All(wanted.Zip(came), pair => Assert.Equal(pair.First, pair.Second, tolerance));
        }
    }

    [Fact]
    public void Predictions_of_samples_one_by_one_are_those_in_groups()
    {
        INetwork grouped = Compiled.Value.Create(Grouped.Name, seed: 3);
        INetwork single = Compiled.Value.Create(Single.Name, seed: 4);
        single.Parameters.Update(grouped, (from, values) => from.Parameters.Values.CopyTo(values));
        float[] x = NetworkTouch.Numbers(new Random(5), Features);
        float[] expected = new float[5];
        float[] actual = new float[5];

        grouped.Predict(x, expected);
        single.Predict(Enlarge(x), actual);

        Assert.Equal(expected, actual);
    }

    /// <summary>Training reads the weights of such layers where they are; what is evaluated stays what it was when the evaluation began.</summary>
    [Fact]
    public void An_evaluation_does_not_see_weights_that_change_before_its_end()
    {
        INetwork network = Compiled.Value.Create(Single.Name, seed: 3);
        var trainer = new Trainer<INetwork>(network, new SGD(), Loss.MeanSquaredError);
        float[] images = NetworkTouch.Numbers(new Random(5), Samples * Side * Side);
        float[] targets = NetworkTouch.Numbers(new Random(6), Samples * 5);
        Dataset data = Dataset.FromValues(images, targets, targetSize: 5, shape: [Side, Side, 1]);

        // After a step, which reads the weights as they are.
        trainer.Fit(data, new FitOptions { BatchSize = 1, Threads = 1 });
        double expected = trainer.Evaluate(data, batchSize: 1).Loss;
        double actual = trainer.Evaluate(data, batchSize: 1, [new Change(network)]).Loss;
        double changed = trainer.Evaluate(data, batchSize: 1).Loss;

        Assert.Equal(expected, actual);
        Assert.NotEqual(expected, changed);
    }

    private static float[] Enlarge(float[] values)
    {
        float[] image = new float[Side * Side];
        for (int row = 0; row < Side; row++)
        {
            for (int column = 0; column < Side; column++)
            {
                image[(row * Side) + column] = values[(row / Window * (Side / Window)) + (column / Window)];
            }
        }

        return image;
    }

    /// <summary>Changes the weights behind the first batch.</summary>
    private sealed class Change(INetwork network) : Callback
    {
        public override void OnTestBatchEnd(int batch, Logs logs)
        {
            if (batch == 0)
            {
                network.Parameters.Update(0.25f, (value, values) => values.Fill(value));
            }
        }
    }
}
