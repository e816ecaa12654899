using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Optimizers;

/// <summary>What an optimizer was made with stands in its checkpoint under Keras's names, each setting with its own value, so that a checkpoint of another one is refused.</summary>
public class OptimizerConfigurationTests
{
    private const string Base = "use_ema false, schedule none";

    private static readonly Dictionary<string, (Optimizer Made, string Settings)> All = new()
    {
        ["SGD"] = (new SGD(0.5, momentum: 0.25, nesterov: true), $"kind SGD, {Base}, momentum 0.25, nesterov true"),
        ["RMSprop"] = (
            new RMSprop(0.5, rho: 0.75, momentum: 0.25, epsilon: 0.125, centered: true),
            $"kind RMSprop, {Base}, rho 0.75, momentum 0.25, epsilon 0.125, centered true"),
        ["Adam"] = (new Adam(0.5, beta1: 0.75, beta2: 0.875, epsilon: 0.125, amsgrad: true), $"kind Adam, {Base}, beta_1 0.75, beta_2 0.875, epsilon 0.125, amsgrad true"),
        ["Adamax"] = (new Adamax(0.5, beta1: 0.75, beta2: 0.875, epsilon: 0.125), $"kind Adamax, {Base}, beta_1 0.75, beta_2 0.875, epsilon 0.125"),
        ["Nadam"] = (new Nadam(0.5, beta1: 0.75, beta2: 0.875, epsilon: 0.125), $"kind Nadam, {Base}, beta_1 0.75, beta_2 0.875, epsilon 0.125"),
        ["Adagrad"] = (new Adagrad(0.5, initialAccumulatorValue: 0.25, epsilon: 0.125), $"kind Adagrad, {Base}, epsilon 0.125, initial_accumulator_value 0.25"),
        ["Adadelta"] = (new Adadelta(0.5, rho: 0.75, epsilon: 0.125), $"kind Adadelta, {Base}, rho 0.75, epsilon 0.125"),
        ["Lion"] = (new Lion(0.5, beta1: 0.75, beta2: 0.875), $"kind Lion, {Base}, beta_1 0.75, beta_2 0.875"),
        ["what all have"] = (
            new SGD(new ExponentialDecay(1, decaySteps: 1, decayRate: 0.5))
            {
                GradientAccumulationSteps = 3,
                ClipNorm = 1.5f,
                WeightDecay = 0.25f,
                WeightDecayExclusions = ["bias", "gamma"],
                UseEma = true,
                EmaMomentum = 0.75,
                EmaOverwriteFrequency = 7,
            },
            "kind SGD, gradient_accumulation_steps 3, clipnorm 1.5, weight_decay 0.25, exclude_from_weight_decay bias, gamma, use_ema true, ema_momentum 0.75, "
                + "ema_overwrite_frequency 7, schedule ExponentialDecay, momentum 0, nesterov false"),
        ["clipped values"] = (new SGD { ClipValue = 2.5f }, $"kind SGD, clipvalue 2.5, {Base}, momentum 0, nesterov false"),
        ["clipped by all"] = (new SGD { GlobalClipNorm = 3.5f }, $"kind SGD, global_clipnorm 3.5, {Base}, momentum 0, nesterov false"),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_setting_is_written_under_Keras_name(string name)
    {
        var configuration = new SavedState();
        All[name].Made.SaveConfiguration(configuration);

        Assert.Equal(All[name].Settings, string.Join(", ", configuration.Names.Select(setting => $"{setting} {configuration.GetString(setting)}")));
    }

    /// <summary>A damaged file may hold any numbers.</summary>
    [Theory]
    [InlineData(-1, 0, 0.5)]
    [InlineData(0, -1, 0.5)]
    [InlineData(0, 0, -0.5)]
    [InlineData(0, 0, double.NaN)]
    [InlineData(0, 0, double.PositiveInfinity)]
    [InlineData(0, 0, 1e39)]
    public void Counts_and_rates_that_no_optimizer_has_are_refused(long iterations, long batches, double rate)
    {
        var optimizer = new SGD(0.25);
        using TrainingStep step = Begin(optimizer);

        Assert.Throws<InvalidDataException>(() => optimizer.LoadState(State(optimizer, iterations, batches, rate)));
        Assert.Equal((0, 0.25f), (optimizer.Iterations, optimizer.LearningRate));
    }

    /// <summary>Nothing trained yet, and a rate at which nothing moves, are states like others.</summary>
    [Fact]
    public void Counts_and_rates_of_zero_are_taken()
    {
        var optimizer = new SGD(0.25);
        using TrainingStep step = Begin(optimizer);

        optimizer.LoadState(State(optimizer, iterations: 0, batches: 0, rate: 0));
        Assert.Equal(0, optimizer.LearningRate);
    }

    private static TrainingStep Begin(Optimizer optimizer) =>
        new(new LinearNetwork(2, [2]), optimizer, Loss.SparseCategoricalCrossentropy, batchSize: 1, threads: 1);

    private static SavedState State(Optimizer optimizer, long iterations, long batches, double rate)
    {
        var state = new SavedState();
        optimizer.SaveState(state);
        state.Set("iterations", iterations);
        state.Set("batches", batches);
        state.Set("learning_rate", rate);
        return state;
    }
}
