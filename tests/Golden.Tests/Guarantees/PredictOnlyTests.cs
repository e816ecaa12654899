using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>A network that only predicts has given back the memory of its parameters, and predicts what it did.</summary>
public sealed class PredictOnlyTests
{
    public static TheoryData<string> Names => [.. GuaranteeNetworks.Specs.Select(spec => spec.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Predictions_stay_the_same_to_the_bit(string name)
    {
        INetwork network = GuaranteeNetworks.Create(name);
        float[] samples = NetworkTouch.Numbers(new Random(3), 70 * network.Info.InputSize);
        float[] before = network.Predict(samples);
        INetwork fresh = GuaranteeNetworks.Create(name);

        network.PredictOnly();
        network.PredictOnly();
        fresh.PredictOnly();

        Assert.Equal(before, network.Predict(samples));
        Assert.Equal(before, fresh.Predict(samples));
        Assert.Equal(before[..network.Info.OutputSize], network.Predict(samples.AsSpan(0, network.Info.InputSize)));
    }

    [Fact]
    public void The_values_are_collected()
    {
        INetwork network = GuaranteeNetworks.Create(GuaranteeNetworks.Perceptron);
        WeakReference values = Block(network.Parameters);
        network.PredictOnly();
        GC.Collect();

        Assert.False(values.IsAlive);
        GC.KeepAlive(network);
    }

    [Fact]
    public async Task What_needs_the_parameters_says_so_and_predictions_go_on()
    {
        INetwork network = GuaranteeNetworks.Create(GuaranteeNetworks.Perceptron);
        NetworkParameters parameters = network.Parameters;
        Parameter first = parameters[0];
        float[] sample = NetworkTouch.Numbers(new Random(3), network.Info.InputSize);
        float[] weights = first.Values.ToArray();
        float[] before = network.Predict(sample);
        var file = new MemoryStream();
        network.Save(file);
        var trainer = new Trainer<INetwork>(network, new SGD(), Loss.MeanSquaredError);
        Dataset data = Dataset.FromValues(new float[4 * network.Info.InputSize], new float[4 * network.Info.OutputSize], network.Info.OutputSize);

        network.PredictOnly();

        foreach (Action use in (Action[])
        [
            () => _ = parameters.Values,
            () => _ = first.Values,
            () => first.Set(weights),
            () => parameters.Update(0, (_, values) => values.Clear()),
            () => parameters.Initialize(1),
            () => network.Save(new MemoryStream()),
            () => network.Load(new MemoryStream(file.ToArray())),
            () => trainer.Fit(data, new FitOptions { Epochs = 1 }),
            () => trainer.Evaluate(data),
        ])
        {
            InvalidOperationException exception = Assert.Throws<InvalidOperationException>(use);
            Assert.Equal(
                $"This {network.Info.Name} only predicts: PredictOnly() gave back the memory of its parameters. To read, save or change them or to train it, load another one.",
                exception.Message);
            Assert.Equal(before, network.Predict(sample));
        }

        Assert.Equal(before, trainer.Predict(Dataset.FromValues(sample, new float[network.Info.OutputSize], network.Info.OutputSize)));
        await using var predictor = new BatchingPredictor<INetwork>(network);
        Assert.Equal(before, await predictor.PredictAsync(sample));
    }

    [Fact]
    public void A_network_that_is_being_changed_or_trained_keeps_its_parameters()
    {
        INetwork network = GuaranteeNetworks.Create(GuaranteeNetworks.Perceptron);
        float[] sample = NetworkTouch.Numbers(new Random(3), network.Info.InputSize);
        Exception? ofChange = null;
        network.Parameters.Update(0, (_, values) =>
        {
            values[0] += 1;
            ofChange = Record.Exception(network.PredictOnly);
        });
        var ofFit = new ReleasingCallback();
        new Trainer<INetwork>(network, new SGD(), Loss.MeanSquaredError).Fit(
            Dataset.FromValues(new float[4 * network.Info.InputSize], new float[4 * network.Info.OutputSize], network.Info.OutputSize),
            new FitOptions { Epochs = 2, Callbacks = [ofFit] });

        string message = $"This {network.Info.Name} is being trained or changed: it can only predict when that has ended.";
        Assert.Equal(message, Assert.IsType<InvalidOperationException>(ofChange).Message);
        Assert.Equal(message, Assert.IsType<InvalidOperationException>(ofFit.Exception).Message);
        float[] before = network.Predict(sample);
        network.PredictOnly();
        Assert.Equal(before, network.Predict(sample));
    }

    [Fact]
    public void Calls_that_come_meanwhile_get_their_answer()
    {
        for (int round = 0; round < 20; round++)
        {
            INetwork network = GuaranteeNetworks.Create(GuaranteeNetworks.Perceptron);
            float[] sample = NetworkTouch.Numbers(new Random(round), network.Info.InputSize);
            float[][] answers = new float[8][];
            Parallel.For(0, answers.Length, i =>
            {
                if (i % 2 == 1)
                {
                    network.PredictOnly();
                }

                answers[i] = network.Predict(sample);
            });

            Assert.All(answers, answer => Assert.Equal(GuaranteeNetworks.Create(GuaranteeNetworks.Perceptron).Predict(sample), answer));
        }
    }

    /// <summary>The block of values, which nobody else keeps.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Block(NetworkParameters parameters) => new(
        typeof(NetworkParameters).GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Single(field => field.FieldType == typeof(float[])).GetValue(parameters));

    private sealed class ReleasingCallback : Callback
    {
        public Exception? Exception { get; private set; }

        public override void OnEpochEnd(int epoch, Logs logs) => Exception ??= Record.Exception(Context.Model.PredictOnly);
    }
}
