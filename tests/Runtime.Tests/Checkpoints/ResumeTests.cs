using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using NetGen.Teaching;
using Xunit;

namespace NetGen.Runtime.Tests.Checkpoints;

/// <summary>A training that is broken off and gone on with ends as one that was not: bits, history, logs, callbacks.</summary>
public sealed class ResumeTests : IDisposable
{
    private static readonly Dictionary<string, Func<string, ResumableRun>> Runs = new()
    {
        ["SGD"] = folder => new ResumableRun(folder, () => new SGD(0.1)),
        ["SGD with momentum and clipping"] = folder => new ResumableRun(folder, () => new SGD(0.1, 0.9, nesterov: true) { GlobalClipNorm = 0.5f }),
        ["RMSprop, centered"] = folder => new ResumableRun(folder, () => new RMSprop(0.01, momentum: 0.5, centered: true)),
        ["Adam with averages"] = folder => new ResumableRun(folder, () => new Adam(0.01) { UseEma = true, EmaMomentum = 0.8, EmaOverwriteFrequency = 5 }),
        ["AMSGrad, MixUp"] = folder => new ResumableRun(folder, () => new Adam(0.01, amsgrad: true)) { Mixing = new MixUp() },
        ["AdamW, averages at the end"] = folder => new ResumableRun(folder, () => new AdamW(0.01) { UseEma = true, WeightDecayExclusions = ["bias"] }),
        ["Adagrad"] = folder => new ResumableRun(folder, () => new Adagrad(0.1)),
        ["Adadelta"] = folder => new ResumableRun(folder, () => new Adadelta(1)),
        ["Adamax"] = folder => new ResumableRun(folder, () => new Adamax(0.01)),
        ["Nadam, accumulating"] = folder => new ResumableRun(folder, () => new Nadam(0.01) { GradientAccumulationSteps = 4 }),
        ["Lion"] = folder => new ResumableRun(folder, () => new Lion(0.01)),
        ["LectureAdam"] = folder => new ResumableRun(folder, () => new LectureAdam()),
        ["ExponentialDecay"] = folder => new ResumableRun(folder, () => new SGD(new ExponentialDecay(0.1, 5, 0.7))),
        ["PiecewiseConstantDecay"] = folder => new ResumableRun(folder, () => new Adam(new PiecewiseConstantDecay([6, 13], [0.1, 0.03, 0.01]))),
        ["PolynomialDecay"] = folder => new ResumableRun(folder, () => new SGD(new PolynomialDecay(0.1, 9, cycle: true))),
        ["InverseTimeDecay"] = folder => new ResumableRun(folder, () => new SGD(new InverseTimeDecay(0.1, 3, 0.5))),
        ["CosineDecay"] = folder => new ResumableRun(folder, () => new AdamW(new CosineDecay(0, 20, warmupTarget: 0.1, warmupSteps: 4))),
        ["CosineDecayRestarts, accumulating"] = folder => new ResumableRun(folder, () => new SGD(new CosineDecayRestarts(0.1, 4)) { GradientAccumulationSteps = 2 }),
        ["shuffled stream"] = folder => new ResumableRun(folder, () => new Adam(0.01)) { Data = () => Stream(count: 40) },
        ["shuffled stream of unknown length"] = folder => new ResumableRun(folder, () => new Adam(0.01)) { Data = () => Stream(count: null) },
        ["checkpoints of epochs"] = folder => new ResumableRun(folder, () => new Adam(0.01)) { Every = CheckpointInterval.Epochs(1) },
        ["checkpoints of every step"] = folder => new ResumableRun(folder, () => new Adam(0.01)) { Every = CheckpointInterval.Steps(1) },
    };

    private static readonly (string Moment, int Count)[] Breaks =
    [
        ("step end", 1), ("step end", 6), ("epoch end", 1), ("step begin", 5), ("validation", 1), ("epoch begin", 1), ("step end", 4), ("epoch end", 1), ("train end", 1),
    ];

    private readonly TemporaryFolder _whole = new();
    private readonly TemporaryFolder _broken = new();

    public static TheoryData<string> Names => [.. Runs.Keys];

    /// <summary>A training by name, for a process of its own.</summary>
    internal static ResumableRun Create(string name, string folder) => Runs[name](folder);

    public void Dispose()
    {
        _whole.Dispose();
        _broken.Dispose();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_training_that_was_broken_off_again_and_again_ends_as_one_that_was_not(string name)
    {
        string expected = Runs[name](_whole.Path).Run();
        ResumableRun run = Runs[name](_broken.Path);
        int broken = 0;
        int resumed = 0;
        foreach ((string moment, int count) in Breaks)
        {
            // The one before or behind all others: these have then not been told, or have.
            var breaking = new BreakingOff(moment, count);
            Callback[] callbacks = broken % 2 == 0 ? [breaking] : [new LambdaCallback(), breaking];
            Assert.Throws<BrokenOffException>(() => run.Run(threads: 1 + (broken % 3), callbacks));
            broken++;
            resumed += run.History!.ResumedFrom is null ? 0 : 1;
        }

        Assert.Equal(expected, run.Run(threads: 2));
        Assert.NotNull(run.History!.ResumedFrom);
        Assert.Empty(run.History.Warnings);
        Assert.InRange(resumed, 3, Breaks.Length);
    }

    [Fact]
    public void A_training_that_has_ended_does_not_train_again_and_goes_on_where_its_epochs_grow()
    {
        ResumableRun run = Runs["Adam with averages"](_broken.Path);
        string first = run.Run();
        Assert.Equal(first, run.Run());
        var longer = new ResumableRun(_broken.Path, () => new Adam(0.01) { UseEma = true, EmaMomentum = 0.8, EmaOverwriteFrequency = 5 }) { Epochs = 6 };
        var whole = new ResumableRun(_whole.Path, () => new Adam(0.01) { UseEma = true, EmaMomentum = 0.8, EmaOverwriteFrequency = 5 }) { Epochs = 6 };
        Assert.Equal(whole.Run(), longer.Run());
    }

    [Fact]
    public void What_a_callback_has_ended_stays_ended()
    {
        var network = new LinearNetwork(5, [3]);
        FitOptions Options(params Callback[] callbacks) => new()
        {
            Epochs = 9,
            Checkpoint = new CheckpointOptions(_broken.Path),
            Callbacks = [new EarlyStopping("loss", mode: MonitorMode.Max, patience: 2), .. callbacks],
        };
        History first = Trainer(network).Fit(Samples.Clusters(40, 5, 3), Options());
        int steps = 0;
        History second = Trainer(new LinearNetwork(5, [3])).Fit(Samples.Clusters(40, 5, 3), Options(new LambdaCallback(onTrainBatchEnd: (_, _) => steps++)));
        Assert.InRange(first.Epochs.Count, 2, 8);
        Assert.Equal(first.Epochs, second.Epochs);
        Assert.Equal(first["loss"], second["loss"]);
        Assert.Equal(0, steps);
    }

    [Fact]
    public void A_damaged_newest_checkpoint_is_named_and_the_one_before_is_gone_on_from()
    {
        string expected = Runs["Adam with averages"](_whole.Path).Run();
        ResumableRun run = Runs["Adam with averages"](_broken.Path);
        Assert.Throws<BrokenOffException>(() => run.Run(1, new BreakingOff("epoch end", 3)));
        string[] checkpoints = [.. Directory.GetFiles(run.Checkpoints, "checkpoint-*").Order(StringComparer.Ordinal)];
        Assert.Equal(2, checkpoints.Length);
        byte[] bytes = File.ReadAllBytes(checkpoints[1]);
        bytes[^5] ^= 1;
        File.WriteAllBytes(checkpoints[1], bytes);

        var told = new WarnedCallback();
        Assert.Equal(expected, run.Run(2, told).Replace(Path.GetFileName(checkpoints[1]) + ".damaged", "", StringComparison.Ordinal));
        Assert.Equal(checkpoints[0], run.History!.ResumedFrom);
        string warning = Assert.Single(run.History.Warnings);
        Assert.Contains(checkpoints[1], warning);
        Assert.Equal([warning], told.Warnings);
        Assert.Equal(bytes, File.ReadAllBytes(checkpoints[1] + ".damaged"));
    }

    [Fact]
    public void Where_all_are_damaged_training_begins_anew()
    {
        string expected = Runs["SGD"](_whole.Path).Run();
        ResumableRun run = Runs["SGD"](_broken.Path);
        Assert.Throws<BrokenOffException>(() => run.Run(1, new BreakingOff("epoch end", 2)));
        foreach (string path in Directory.GetFiles(run.Checkpoints, "checkpoint-*"))
        {
            File.WriteAllBytes(path, [.. File.ReadAllBytes(path).SkipLast(1)]);
        }

        run.Run();
        Assert.Null(run.History!.ResumedFrom);
        Assert.Equal(2, run.History.Warnings.Count);
        Assert.Equal(4, run.History.Epochs.Count);
        Assert.NotEmpty(expected);
    }

    private static Trainer<LinearNetwork> Trainer(LinearNetwork network) => new(network, new SGD(0.1), Loss.SparseCategoricalCrossentropy);

    private static StreamedSource Stream(int? count)
    {
        (float[] inputs, int[] labels) = Samples.ClusterArrays(40, 5, 3, seed: 7);
        return new StreamedSource(Enumerable.Range(0, 40).Select(i => new Sample(inputs.AsMemory(i * 5, 5).ToArray(), labels[i])), [5]) { Count = count, ShuffleBuffer = 9 };
    }

    private sealed class WarnedCallback : Callback
    {
        public List<string> Warnings { get; } = [];

        public override void OnWarning(string message) => Warnings.Add(message);
    }
}
