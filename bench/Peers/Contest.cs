using System;
using System.Linq;
using NetGen.Bench.Services;

namespace NetGen.Bench.Peers;

/// <summary>One of the networks: as data for the peers, and compiled by NetGen.</summary>
/// <param name="Architecture">What the peers build.</param>
/// <param name="TrainingBatch">Samples of a training step; 0 where training is not compared.</param>
/// <param name="PredictionBatches">Samples of forward passes.</param>
internal abstract record Contest(Architecture Architecture, int TrainingBatch, int[] PredictionBatches)
{
    /// <summary>All of them.</summary>
    public static Contest[] All { get; } =
    [
        new Contest<Lecture>(Architectures.Lecture, TrainingBatch: 32, () => new Lecture(seed: 0)),
        new Contest<Mnist>(Architectures.Mnist, TrainingBatch: 128, () => new Mnist(seed: 0)),
        new Contest<Lenet>(Architectures.Lenet, TrainingBatch: 64, () => new Lenet(seed: 0)),
        new Contest<Mlp>(Architectures.Mlp, TrainingBatch: 64, () => new Mlp(seed: 0), 1, 2, 4, 7, 8, 12, 64),
        new Contest<ResNet20>(Architectures.ResNet20, TrainingBatch: 64, () => new ResNet20(seed: 0)),
        new Contest<MobileNetV2>(Architectures.MobileNetV2, TrainingBatch: 32, () => new MobileNetV2(seed: 0)),
        new Contest<UNet>(Architectures.UNet, TrainingBatch: 8, () => new UNet(seed: 0)),
        new Contest<Narrow>(Architectures.Narrow, TrainingBatch: 32, () => new Narrow(seed: 0)),
        new Contest<Wide>(Architectures.Wide, TrainingBatch: 128, () => new Wide(seed: 0), 1, 2, 4, 7, 8, 12, 64),
        new Contest<CifarVgg>(Architectures.CifarVgg, TrainingBatch: 64, () => new CifarVgg(seed: 0), 1, 8, 64),
        new Contest<Vgg11>(Architectures.Vgg11, TrainingBatch: 0, () => new Vgg11(seed: 0), 1, 8),
        new Contest<AlexNet>(Architectures.AlexNet, TrainingBatch: 0, () => new AlexNet(seed: 0), 1, 8),
    ];

    /// <summary>What NetGen says of the network.</summary>
    public abstract NetworkInfo Info { get; }

    /// <summary>
    /// Floating-point operations of a training step for one sample: forward, and twice as much backward, less the
    /// gradient by the input of the first layer, which nobody needs.
    /// </summary>
    public long TrainingFlops => (3 * Info.ForwardFlops) - Info.Layers.First(layer => layer.ForwardFlops > 0).ForwardFlops;

    /// <summary>NetGen's training step.</summary>
    public abstract ITraining Train(Workload workload, int threads);

    /// <summary>NetGen's forward pass.</summary>
    public abstract IForward Predict(Workload workload, int threads);
}

/// <inheritdoc/>
internal sealed record Contest<TNetwork>(Architecture Architecture, int TrainingBatch, Func<TNetwork> Create, params int[] Batches)
    : Contest(Architecture, TrainingBatch, Batches is [] ? [1, TrainingBatch] : Batches)
    where TNetwork : class, INetwork
{
    private NetworkInfo? _info;

    // Not before somebody asks: a process of its own tells what one network takes, and the largest hold half a gigabyte.
    /// <inheritdoc/>
    public override NetworkInfo Info => _info ??= Create().Info;

    /// <inheritdoc/>
    public override ITraining Train(Workload workload, int threads) => new NetGenTraining<TNetwork>(Create, workload, threads);

    /// <inheritdoc/>
    public override IForward Predict(Workload workload, int threads) => new NetGenForward(Create(), workload, threads);
}
