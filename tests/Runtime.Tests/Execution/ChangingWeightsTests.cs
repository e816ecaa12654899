using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using NetGen.Runtime.Tests.Support;
using NetGen.Tests.Shared;
using Xunit;

namespace NetGen.Runtime.Tests.Execution;

/// <summary>What belongs to the weights belongs to those of one finished change, whoever changes them meanwhile.</summary>
[Collection(AloneGroup.Name)]
public class ChangingWeightsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_prediction_ends_with_the_weights_it_began_with(int threadCount)
    {
        LinearNetwork network = Factor(1, forwardFlops: 1_000_000);
        network.PredictionThreads = threadCount;
        float[] inputs = new float[400];
        Array.Fill(inputs, 1);
        float[] outputs = new float[400];
        int groups = 0;
        network.BeforeForward = () =>
        {
            // At the third group, whichever thread has it, two changes, each with a prediction that needs it.
            if (Interlocked.Increment(ref groups) == 3)
            {
                Meanwhile.Finish(() =>
                {
                    Assert.Equal(2, ChangeAndPredict(network, 2));
                    Assert.Equal(3, ChangeAndPredict(network, 3));
                });
            }
        };
        network.Predict(inputs, outputs);
        Assert.All(outputs, output => Assert.Equal(1, output));
        network.Predict(inputs, outputs);
        Assert.All(outputs, output => Assert.Equal(3, output));
    }

    [Fact]
    public void Predictions_that_last_for_several_changes_each_keep_their_own_weights()
    {
        LinearNetwork network = Factor(0);
        using var go = new ManualResetEventSlim();
        var held = new Meanwhile[5];
        float[] outputs = new float[held.Length];
        for (int i = 0; i < held.Length; i++)
        {
            int number = i;
            using var begun = new ManualResetEventSlim();
            network.Parameters["dense/kernel"].Set([number + 1]);
            network.BeforeForward = () =>
            {
                begun.Set();
                go.Wait();
            };
            held[i] = Meanwhile.Do(() => network.Predict([1], outputs.AsSpan(number, 1)));
            begun.Wait();
        }

        network.BeforeForward = () => { };
        Assert.Equal(6, ChangeAndPredict(network, 6));
        go.Set();
        Array.ForEach(held, prediction => prediction.Join());
        Assert.Equal([1, 2, 3, 4, 5], outputs);
        Assert.Equal(7, ChangeAndPredict(network, 7));
    }

    /// <summary>
    /// More calls at once, each within the one before, than the pool has slots. All of them read the first weights but the last, which has no
    /// slot and alone reads the second when the third are packed.
    /// </summary>
    [Fact]
    public void Even_calls_beyond_the_pool_keep_their_weights()
    {
        LinearNetwork network = Factor(1);
        int deepest = 40 + (8 * Environment.ProcessorCount);
        var outputs = new List<float>();
        int depth = 0;
        network.BeforeForward = () =>
        {
            depth++;
            if (depth < deepest)
            {
                outputs.Add(Predict(network));
            }
            else if (depth == deepest)
            {
                outputs.Add(ChangeAndPredict(network, 2));
            }
            else if (depth == deepest + 1)
            {
                outputs.Add(ChangeAndPredict(network, 3));
            }
        };
        outputs.Add(Predict(network));
        Assert.Equal([3, 2, .. Enumerable.Repeat(1f, deepest)], outputs);
    }

    [Fact]
    public void What_is_taken_of_the_weights_during_a_step_is_of_finished_steps_alone()
    {
        LinearNetwork network = Factor(0);
        var trainer = new Trainer<LinearNetwork>(network, new SGD(), Loss.MeanSquaredError);
        float[] output = new float[1];
        float evaluated = float.NaN;
        using var file = new MemoryStream();
        Meanwhile[] others = [];

        // Kernel and bias begin at 0; a step adds 1 to each. Half-way the view shows 1 and 0, and nothing else may.
        float[] view = [];
        var optimizer = new HookedOptimizer(range =>
        {
            if (range == 1)
            {
                view = network.Parameters.Values.ToArray();
                others =
                [
                    Meanwhile.Do(() => network.Predict([1], output)).UntilItWaits(),
                    Meanwhile.Do(() => evaluated = (float)trainer.Evaluate(Dataset.FromValues([1], [0])).Loss).UntilItWaits(),
                    Meanwhile.Do(() => network.Save(file)).UntilItWaits(),
                ];
            }
        });
        new Trainer<LinearNetwork>(network, optimizer, Loss.MeanSquaredError).Fit(Dataset.FromValues([1], [0]), new FitOptions { Threads = 1 });
        Array.ForEach(others, other => other.Join());

        var loaded = Factor(0);
        file.Position = 0;
        loaded.Load(file);
        Assert.Equal([1, 0], view);
        Assert.Equal(2, output[0]);
        Assert.Equal(4, evaluated);
        Assert.Equal([1, 1], loaded.Parameters.Values.ToArray());
    }

    [Fact]
    public void An_evaluation_judges_one_state_of_the_weights()
    {
        LinearNetwork network = Factor(1, l2: 1);
        var trainer = new Trainer<LinearNetwork>(network, new SGD(), Loss.MeanSquaredError);
        Dataset data = Dataset.FromValues([1, 1, 1], [0, 0, 0]);
        double before = trainer.Evaluate(data, batchSize: 1).Loss;
        var changing = new LambdaTestCallback(() => Meanwhile.Finish(() => network.Parameters["dense/kernel"].Set([5])));
        Assert.Equal(before, trainer.Evaluate(data, batchSize: 1, callbacks: [changing]).Loss);
        Assert.Equal(50, trainer.Evaluate(data, batchSize: 1).Loss);
    }

    [Fact]
    public void Values_changed_by_an_update_that_throws_are_predicted_with()
    {
        LinearNetwork network = Factor(1);
        Assert.Equal(1, Predict(network));
        Assert.Throws<TimeZoneNotFoundException>(() => network.Parameters.Update(0, (_, values) =>
        {
            values[0] = 4;
            throw new TimeZoneNotFoundException();
        }));
        Assert.Equal(4, network.Parameters.Values[0]);
        Assert.Equal(4, Predict(network));
        Assert.Equal(5, ChangeAndPredict(network, 5));
    }

    [Fact]
    public void Values_changed_by_an_optimizer_that_throws_are_predicted_with()
    {
        LinearNetwork network = Factor(1);
        Assert.Equal(1, Predict(network));
        var optimizer = new HookedOptimizer(range =>
        {
            if (range == 1)
            {
                throw new TimeZoneNotFoundException();
            }
        });
        var trainer = new Trainer<LinearNetwork>(network, optimizer, Loss.MeanSquaredError);
        Assert.Throws<TimeZoneNotFoundException>(() => trainer.Fit(Dataset.FromValues([1], [0]), new FitOptions { Threads = 1 }));
        Assert.Equal([2, 0], network.Parameters.Values.ToArray());
        Assert.Equal(2, Predict(network));
        Assert.Equal(0, optimizer.Iterations);
        Assert.Equal(4, trainer.Evaluate(Dataset.FromValues([1], [0])).Loss);
    }

    [Fact]
    public void Changing_and_predicting_in_turn_allocates_nothing()
    {
        LinearNetwork network = Factor(1);
        float[] output = new float[1];
        AllocationMeter.AssertNoneHere(() =>
        {
            network.Parameters.Update(0, static (_, values) => values[0]++);
            network.Predict([1], output);
        });
    }

    private static LinearNetwork Factor(float factor, float l2 = 0, long forwardFlops = 10)
    {
        var network = new LinearNetwork(1, [1], Activation.Linear, l2: l2, forwardFlops: forwardFlops);
        network.Parameters["dense/kernel"].Set([factor]);
        return network;
    }

    private static float ChangeAndPredict(LinearNetwork network, float factor)
    {
        network.Parameters["dense/kernel"].Set([factor]);
        return Predict(network);
    }

    private static float Predict(LinearNetwork network)
    {
        float[] output = new float[1];
        network.Predict([1], output);
        return output[0];
    }

    private sealed class LambdaTestCallback(Action afterBatch) : Callback
    {
        public override void OnTestBatchEnd(int batch, Logs logs) => afterBatch();
    }
}
