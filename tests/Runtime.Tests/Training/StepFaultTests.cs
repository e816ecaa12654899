using System;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Training;

/// <summary>A step of somebody's own loop says how a number that is not finite came about, as a fit does.</summary>
public sealed class StepFaultTests
{
    private const int Features = 4;
    private const int Classes = 3;

    private static readonly Dataset Data = Samples.Clusters(20, Features, Classes);
    private static readonly int[] Batch = [.. Enumerable.Range(0, 10)];

    [Fact]
    public void A_rate_that_is_too_large_is_the_updates_fault_and_the_next_step_begins_with_it()
    {
        var optimizer = new SGD(1e-30);
        var network = new LinearNetwork(1, [1], Activation.Linear);
        var data = Dataset.FromValues([1, 1], [1e10f, 1e10f], 1);
        using var step = new TrainingStep(network, optimizer, Loss.MeanSquaredError, batchSize: 2, threads: 1) { WatchesNumbers = true };
        step.Run(data, [0, 1], randomKey: 1);
        Assert.Null(step.Fault);

        optimizer.LearningRate = 1e30f;
        step.Run(data, [0, 1], randomKey: 2);
        NumberFault fault = Assert.IsType<NumberFault>(step.Fault);
        Assert.Equal((NumberFaultOrigin.Update, 0, 1, "dense"), (fault.Origin, fault.Epoch, fault.Batch, fault.Layer));
        const string Beginning = "It began in the batch of step 1, in the optimizer's update: gradients are finite, and it made ";
        Assert.StartsWith(Beginning, fault.Message, StringComparison.Ordinal);

        Assert.False(double.IsFinite(step.Run(data, [0, 1], randomKey: 3)));
        Assert.Same(fault, step.Fault);
    }

    [Fact]
    public void Parameters_that_were_not_finite_before_are_no_steps_fault()
    {
        var network = new LinearNetwork(Features, [Classes]);
        network.Parameters.Update(float.NaN, static (nan, values) => values[2] = nan);
        using TrainingStep step = StepOf(network, new SGD(0.1));
        Assert.True(double.IsNaN(step.Run(Data, Batch, randomKey: 1)));
        Assert.Equal(NumberFaultOrigin.Parameters, step.Fault?.Origin);
        Assert.Equal("It began in the batch of step 0, whose step found nan at value 2 of 'dense/kernel'.", step.Fault?.Message);
    }

    [Fact]
    public void An_output_that_overflows_is_the_forward_passes_fault()
    {
        var network = new LinearNetwork(Features, [Classes]);
        network.Parameters.Update(float.MaxValue, static (huge, values) => values.Fill(huge));
        using TrainingStep step = StepOf(network, new SGD(0.1));
        step.Run(Data, Batch, randomKey: 1);
        Assert.Equal((NumberFaultOrigin.Forward, "dense"), (step.Fault?.Origin, step.Fault?.Layer));
    }

    [Fact]
    public void Weights_that_were_mended_are_no_steps_fault()
    {
        var network = new LinearNetwork(Features, [Classes]);
        float[] sound = network.Parameters.Copy();
        using TrainingStep step = StepOf(network, new SGD(0.1));
        network.Parameters.Update(float.NaN, static (nan, values) => values.Fill(nan));
        step.Run(Data, Batch, randomKey: 1);
        Assert.Equal(NumberFaultOrigin.Parameters, step.Fault?.Origin);

        network.Parameters.Update(sound, static (kept, values) => kept.CopyTo(values));
        Assert.True(double.IsFinite(step.Run(Data, Batch, randomKey: 2)));
        Assert.Null(step.Fault);
    }

    [Fact]
    public void Watching_changes_no_bit_and_who_does_not_watch_is_told_nothing()
    {
        Assert.Equal(Trained(watches: true), Trained(watches: false));

        static int[] Trained(bool watches)
        {
            var network = new LinearNetwork(Features, [Classes]);
            using TrainingStep step = StepOf(network, new Adam(), watches);
            for (int i = 0; i < 5; i++)
            {
                step.Run(Data, Batch, (ulong)i);
            }

            Assert.Null(step.Fault);
            network.Parameters.Update(float.NaN, static (nan, values) => values[^1] = nan);
            step.Run(Data, Batch, randomKey: 9);
            Assert.Equal(watches, step.Fault is not null);
            return [.. network.Parameters.Values.ToArray().Select(BitConverter.SingleToInt32Bits)];
        }
    }

    private static TrainingStep StepOf(LinearNetwork network, Optimizer optimizer, bool watches = true) =>
        new(network, optimizer, Loss.SparseCategoricalCrossentropy, Batch.Length, threads: 2) { WatchesNumbers = watches };
}
