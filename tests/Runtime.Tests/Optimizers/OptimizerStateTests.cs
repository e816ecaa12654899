using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using NetGen.Teaching;
using Xunit;

namespace NetGen.Runtime.Tests.Optimizers;

public class OptimizerStateTests
{
    private static readonly Dictionary<string, (Func<Optimizer> Make, string[] Slots)> All = new()
    {
        ["SGD"] = (() => new SGD(0.1), []),
        ["SGD with momentum"] = (() => new SGD(0.1, 0.9, nesterov: true) { ClipNorm = 1 }, ["momentum"]),
        ["RMSprop"] = (() => new RMSprop(0.01), ["velocity"]),
        ["RMSprop, centered"] = (() => new RMSprop(0.01, momentum: 0.5, centered: true), ["velocity", "average_gradient", "momentum"]),
        ["Adam"] = (() => new Adam(0.01) { UseEma = true, EmaMomentum = 0.8 }, ["momentum", "velocity"]),
        ["AMSGrad"] = (() => new Adam(0.01, amsgrad: true), ["momentum", "velocity", "velocity_hat"]),
        ["AdamW"] = (() => new AdamW(new CosineDecay(0.01, 20, warmupTarget: 0.1, warmupSteps: 3)), ["momentum", "velocity"]),
        ["Adagrad"] = (() => new Adagrad(0.1), ["accumulator"]),
        ["Adadelta"] = (() => new Adadelta(1), ["accumulated_grad", "accumulated_delta_var"]),
        ["Adamax"] = (() => new Adamax(0.01), ["momentum", "norm"]),
        ["Nadam"] = (() => new Nadam(0.01) { GradientAccumulationSteps = 3 }, ["momentum", "velocity"]),
        ["Lion"] = (() => new Lion(0.01), ["momentum"]),
        ["LectureAdam"] = (() => new LectureAdam(), ["momentum", "velocity"]),
        ["LectureRMSprop"] = (() => new LectureRMSprop(), ["velocity"]),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Slots_have_Keras_names(string name)
    {
        Assert.Equal(All[name].Slots, All[name].Make().SlotNames);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_optimizer_that_was_saved_and_loaded_steps_with_the_same_bits(string name)
    {
        Dataset data = Samples.Clusters(40, 5, 3);
        var network = new LinearNetwork(5, [3]);
        Optimizer optimizer = All[name].Make();
        using var step = new TrainingStep(network, optimizer, Loss.SparseCategoricalCrossentropy, batchSize: 4, threads: 1);
        Run(step, data, first: 0, end: 5);

        var state = new SavedState();
        optimizer.SaveState(state);
        var other = new LinearNetwork(5, [3], seed: 2);
        other.Parameters.Update(network.Parameters.Copy(), static (values, block) => values.CopyTo(block));
        Optimizer loaded = All[name].Make();
        using var otherStep = new TrainingStep(other, loaded, Loss.SparseCategoricalCrossentropy, batchSize: 4, threads: 2);
        loaded.LoadState(state);

        Assert.Equal(optimizer.Iterations, loaded.Iterations);
        Run(step, data, first: 5, end: 10);
        Run(otherStep, data, first: 5, end: 10);
        optimizer.OverwriteWithAverage();
        loaded.OverwriteWithAverage();
        Assert.Equal(Bits(network), Bits(other));
        Assert.Equal(optimizer.LearningRate, loaded.LearningRate);
    }

    [Fact]
    public void Slots_and_iterations_can_be_set()
    {
        var network = new LinearNetwork(2, [2]);
        var optimizer = new SGD(0.5, momentum: 0.5);
        Assert.Throws<InvalidOperationException>(() => optimizer.GetSlot("momentum").Length);
        using var step = new TrainingStep(network, optimizer, Loss.SparseCategoricalCrossentropy, batchSize: 4, threads: 1);
        Assert.Equal(new float[6], optimizer.GetSlot("momentum").ToArray());
        optimizer.SetSlot("momentum", [1, 2, 3, 4, 5, 6]);
        Assert.Equal([1, 2, 3, 4, 5, 6], optimizer.GetSlot("momentum").ToArray());
        Assert.Contains("momentum", Assert.Throws<ArgumentException>(() => optimizer.SetSlot("velocity", new float[6])).Message);
        Assert.Contains("6", Assert.Throws<ArgumentException>(() => optimizer.SetSlot("momentum", new float[5])).Message);
        optimizer.Iterations = 7;
        Assert.Equal(7, optimizer.Iterations);
        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.Iterations = -1);
    }

    [Fact]
    public void A_schedule_follows_iterations_that_are_set()
    {
        var schedule = new ExponentialDecay(1, decaySteps: 1, decayRate: 0.5);
        var optimizer = new SGD(schedule) { Iterations = 3 };
        Assert.Equal(0.125f, optimizer.LearningRate);
        var accumulating = new SGD(schedule) { GradientAccumulationSteps = 2, Iterations = 2 };
        Assert.Equal(schedule.At(4), accumulating.LearningRate);
    }

    [Fact]
    public void Nadam_goes_on_from_iterations_that_are_set_as_from_steps_of_its_own()
    {
        Dataset data = Samples.Clusters(40, 5, 3);
        var network = new LinearNetwork(5, [3]);
        var optimizer = new Nadam(0.01);
        using var step = new TrainingStep(network, optimizer, Loss.SparseCategoricalCrossentropy, batchSize: 4, threads: 1);
        Run(step, data, 0, 6);

        var other = new LinearNetwork(5, [3]);
        var set = new Nadam(0.01);
        using var otherStep = new TrainingStep(other, set, Loss.SparseCategoricalCrossentropy, batchSize: 4, threads: 1);
        Run(otherStep, data, 0, 3);
        set.Iterations = 0;
        set.Iterations = 3;
        Run(otherStep, data, 3, 6);
        Assert.Equal(Bits(network), Bits(other));
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_changes_nothing()
    {
        var optimizer = new Adam(0.01);
        using var step = new TrainingStep(new LinearNetwork(5, [3]), optimizer, Loss.SparseCategoricalCrossentropy, batchSize: 4, threads: 1);
        Run(step, Samples.Clusters(40, 5, 3), 0, 2);
        var state = new SavedState();
        optimizer.SaveState(state);

        var larger = new Adam(0.5);
        using var otherStep = new TrainingStep(new LinearNetwork(6, [3]), larger, Loss.SparseCategoricalCrossentropy, batchSize: 4, threads: 1);
        Assert.Contains("dense/kernel", Assert.Throws<InvalidDataException>(() => larger.LoadState(state)).Message);
        var another = new Adagrad(0.5);
        using var third = new TrainingStep(new LinearNetwork(5, [3]), another, Loss.SparseCategoricalCrossentropy, batchSize: 4, threads: 1);
        Assert.Contains("accumulator", Assert.Throws<InvalidDataException>(() => another.LoadState(state)).Message);
        Assert.Equal((0, 0.5f), (larger.Iterations, larger.LearningRate));
        Assert.Equal(new float[21], larger.GetSlot("momentum").ToArray());
        Assert.Equal((0, 0.5f), (another.Iterations, another.LearningRate));
    }

    private static void Run(TrainingStep step, Dataset data, int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            step.Run(data, [.. Enumerable.Range(i * 4, 4)], (ulong)i);
        }
    }

    private static uint[] Bits(LinearNetwork network) => [.. network.Parameters.Copy().Select(BitConverter.SingleToUInt32Bits)];
}
