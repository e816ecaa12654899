using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Checkpoints;

/// <summary>A checkpoint of another training is refused with what differs, and nothing changes.</summary>
public sealed class OtherTrainingTests : IDisposable
{
    private static readonly Dictionary<string, (string Says, Func<Setup, Setup> Change)> Changes = new()
    {
        ["optimizer"] = ("optimizer/kind: SGD there, Adam here", setup => setup with { Optimizer = () => new Adam() }),
        ["momentum"] = ("optimizer/momentum: 0 there, 0.9 here", setup => setup with { Optimizer = () => new SGD(0.1, momentum: 0.9) }),
        ["clipping"] = ("optimizer/clipnorm: nothing there, 1 here", setup => setup with { Optimizer = () => new SGD(0.1) { ClipNorm = 1 } }),
        ["schedule"] = ("optimizer/schedule: none there, CosineDecay here", setup => setup with { Optimizer = () => new SGD(new CosineDecay(0.1, 10)) }),
        ["features"] = ("network/dense/kernel: (5, 3) there, (6, 3) here", setup => setup with { Features = 6 }),
        ["loss"] = ("loss: sparse_categorical_crossentropy there", setup => setup with { Loss = new SparseCategoricalCrossentropyLike() }),
        ["batch size"] = ("batch_size: 32 there, 16 here", setup => setup with { Options = checkpoint => new FitOptions { Epochs = 3, BatchSize = 16, Checkpoint = checkpoint } }),
        ["seed"] = ("seed: 0 there, 1 here", setup => setup with { Options = checkpoint => new FitOptions { Epochs = 3, Seed = 1, Checkpoint = checkpoint } }),
        ["input"] = ("network/input: (5) there, (6) here", setup => setup with { Features = 6 }),
        ["layer"] = ("network/dense/layer: Dense of input to (3) there, Dense of input to (4) here", setup => setup with { Outputs = 4 }),
        ["frozen"] = ("network/dense/bias: (3) there, (3), not trained here", setup => setup with { TrainsBias = false }),
        ["metrics"] = ("metrics: accuracy (SparseCategoricalAccuracy) there, top_k (SparseTopKCategoricalAccuracy) here", setup => setup with
        {
            Metrics = [new SparseTopKCategoricalAccuracy(2, "top_k")],
        }),
        ["shuffling"] = ("shuffle: true there, false here", setup => setup with { Options = checkpoint => new FitOptions { Epochs = 3, Shuffle = false, Checkpoint = checkpoint } }),
        ["validation frequency"] = ("validation_frequency: 1 there, 2 here", setup => setup with
        {
            Options = checkpoint => new FitOptions { Epochs = 3, ValidationFrequency = 2, Checkpoint = checkpoint },
        }),
        ["validation batch size"] = ("validation_batch_size: nothing there, 8 here", setup => setup with
        {
            Options = checkpoint => new FitOptions { Epochs = 3, ValidationBatchSize = 8, Checkpoint = checkpoint },
        }),
        ["validation split"] = ("validation_split: 0 there, 0.5 here", setup => setup with { Options = checkpoint => new FitOptions { Epochs = 3, ValidationSplit = 0.5, Checkpoint = checkpoint } }),
        ["mixing"] = ("mixing: none there, MixUp(0.2) here", setup => setup with { Options = checkpoint => new FitOptions { Epochs = 3, Mixing = new MixUp(), Checkpoint = checkpoint } }),
        ["data"] = ("training_data: 40 samples there, 39 samples here", setup => setup with { Count = 39 }),
        ["validation"] = ("validation_data: none there", setup => setup with { Options = checkpoint => new FitOptions { Epochs = 3, ValidationSplit = 0.5, Checkpoint = checkpoint } }),
        ["class weights"] = ("class_weight: nothing there, 1: 2 here", setup => setup with
        {
            Options = checkpoint => new FitOptions { Epochs = 3, ClassWeights = new Dictionary<int, double> { [1] = 2 }, Checkpoint = checkpoint },
        }),
        ["callbacks"] = ("callbacks: EarlyStopping there, none here", setup => setup with { Options = checkpoint => new FitOptions { Epochs = 3, Checkpoint = checkpoint } }),
    };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. Changes.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void What_differs_is_said_and_nothing_changes(string name)
    {
        var first = new Setup();
        first = name == "callbacks" ? first with { Options = checkpoint => new FitOptions { Epochs = 2, Checkpoint = checkpoint, Callbacks = [new EarlyStopping("loss")] } } : first;
        first.Trainer(out _).Fit(first.Data, first.Options(new CheckpointOptions(_folder.Path)));

        (string says, Func<Setup, Setup> change) = Changes[name];
        Setup second = change(new Setup());
        Trainer<LinearNetwork> trainer = second.Trainer(out LinearNetwork network);
        float[] before = network.Parameters.Copy();
        string[] files = Directory.GetFiles(_folder.Path);
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(() => trainer.Fit(second.Data, second.Options(new CheckpointOptions(_folder.Path))));
        Assert.Contains(says, exception.Message);
        Assert.Contains("checkpoint-", exception.Message);
        Assert.Equal(before, network.Parameters.Copy());
        Assert.Equal((0, 0), (trainer.Optimizer.Iterations, trainer.TrainedEpochs));
        Assert.Equal(files, Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_schedule_that_would_have_gone_otherwise_is_another_one()
    {
        var setup = new Setup { Optimizer = () => new SGD(new ExponentialDecay(0.1, 3, 0.5)) };
        setup.Trainer(out _).Fit(setup.Data, setup.Options(new CheckpointOptions(_folder.Path)));
        Setup same = setup with { Options = checkpoint => new FitOptions { Epochs = 4, Checkpoint = checkpoint } };
        Assert.Equal(4, same.Trainer(out _).Fit(same.Data, same.Options(new CheckpointOptions(_folder.Path))).Epochs.Count);
        Setup other = setup with { Optimizer = () => new SGD(new ExponentialDecay(0.1, 3, 0.4)) };
        ArgumentException exception = Assert.Throws<ArgumentException>(() => other.Trainer(out _).Fit(other.Data, other.Options(new CheckpointOptions(_folder.Path))));
        Assert.Contains("optimizer/schedule_rates: 0.1", exception.Message);
    }

    [Fact]
    public void A_schedule_is_another_one_that_differs_only_half_way()
    {
        Setup At(double middle) => new() { Optimizer = () => new SGD(new PiecewiseConstantDecay([1, 3], [0.1, middle, 0.05])) };
        Setup first = At(0.07);
        first.Trainer(out _).Fit(first.Data, first.Options(new CheckpointOptions(_folder.Path)));
        Setup other = At(0.03);
        ArgumentException exception = Assert.Throws<ArgumentException>(() => other.Trainer(out _).Fit(other.Data, other.Options(new CheckpointOptions(_folder.Path))));
        Assert.Contains("optimizer/schedule_rates: 0.1, 0.07, 0.05 there, 0.1, 0.03, 0.05 here", exception.Message);
    }

    [Fact]
    public void Of_many_differences_ten_are_said_and_the_others_counted()
    {
        var first = new Setup();
        first.Trainer(out _).Fit(first.Data, first.Options(new CheckpointOptions(_folder.Path)));
        Setup one = first with { Optimizer = () => new SGD(0.1) { ClipNorm = 1 } };
        Setup many = first with
        {
            Features = 6,
            Outputs = 4,
            Count = 39,
            Optimizer = () => new Adam(),
            Options = checkpoint => new FitOptions { Epochs = 3, Seed = 1, BatchSize = 8, Shuffle = false, ValidationFrequency = 2, ValidationSplit = 0.5, Checkpoint = checkpoint },
        };

        Assert.DoesNotContain("more differences", Refusal(one));
        string said = Refusal(many);
        Match rest = Regex.Match(said, @"; and ([1-9]\d*) more differences\. Train with");
        Assert.True(rest.Success, said);
        Assert.Equal(10, said[..rest.Index].Split("; ").Length);

        string Refusal(Setup setup) =>
            Assert.Throws<ArgumentException>(() => setup.Trainer(out _).Fit(setup.Data, setup.Options(new CheckpointOptions(_folder.Path)))).Message;
    }

    [Fact]
    public void One_training_at_a_time_uses_a_folder()
    {
        var setup = new Setup();
        string said = "";
        var inside = new LambdaCallback(onEpochEnd: (_, _) =>
            said = Assert.Throws<IOException>(() => new Setup().Trainer(out _).Fit(setup.Data, setup.Options(new CheckpointOptions(_folder.Path)))).Message);
        setup.Trainer(out _).Fit(setup.Data, new FitOptions { Checkpoint = new CheckpointOptions(_folder.Path), Callbacks = [inside] });
        Assert.Contains(_folder.Path, said);
    }

    private sealed record Setup
    {
        public int Features { get; init; } = 5;

        public int Count { get; init; } = 40;

        public int Outputs { get; init; } = 3;

        public bool TrainsBias { get; init; } = true;

        public IReadOnlyList<Metric>? Metrics { get; init; }

        public Func<Optimizer> Optimizer { get; init; } = () => new SGD(0.1);

        public Loss Loss { get; init; } = NetGen.Loss.SparseCategoricalCrossentropy;

        public Func<CheckpointOptions, FitOptions> Options { get; init; } = checkpoint => new FitOptions { Epochs = 2, Checkpoint = checkpoint };

        public Dataset Data => Samples.Clusters(Count, Features, 3);

        public Trainer<LinearNetwork> Trainer(out LinearNetwork network)
        {
            network = new LinearNetwork(Features, [Outputs], trainsBias: TrainsBias);
            return new Trainer<LinearNetwork>(network, Optimizer(), Loss, Metrics);
        }
    }

    /// <summary>A loss of one's own, by another name.</summary>
    private sealed class SparseCategoricalCrossentropyLike : Loss
    {
        public override string Name => "own_loss";

        public override bool TakesClasses => true;

        public override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient)
        {
            gradient.Clear();
            return output[0];
        }
    }
}
