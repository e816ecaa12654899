using System;
using System.Linq;

namespace NetGen.Bench.Peers;

/// <summary>One of the four networks: as data for the peers, and compiled by NetGen.</summary>
/// <param name="Architecture">What the peers build.</param>
/// <param name="TrainingBatch">Samples of a training step.</param>
internal abstract record Contest(Architecture Architecture, int TrainingBatch)
{
    /// <summary>All four.</summary>
    public static Contest[] All { get; } =
    [
        new Contest<Lecture>(
            new Architecture(
                "lecture",
                [200, 200, 3],
                [
                    new Convolution(32, 3, Same: true), new MaxPool(),
                    new Convolution(64, 3, Same: true), new MaxPool(),
                    new Convolution(128, 3, Same: true), new MaxPool(),
                    new Flattening(), new FullyConnected(5, Relu: false),
                ]),
            TrainingBatch: 32,
            () => new Lecture(seed: 0)),
        new Contest<Mnist>(
            new Architecture(
                "mnist",
                [28, 28, 1],
                [
                    new Convolution(32, 3, Same: false), new MaxPool(),
                    new Convolution(64, 3, Same: false), new MaxPool(),
                    new Flattening(), new FullyConnected(10, Relu: false),
                ]),
            TrainingBatch: 128,
            () => new Mnist(seed: 0)),
        new Contest<Lenet>(
            new Architecture(
                "lenet",
                [28, 28, 1],
                [
                    new Convolution(8, 3, Same: true), new MaxPool(),
                    new Convolution(16, 3, Same: true), new MaxPool(),
                    new Flattening(), new FullyConnected(64, Relu: true), new FullyConnected(10, Relu: false),
                ]),
            TrainingBatch: 64,
            () => new Lenet(seed: 0)),
        new Contest<Mlp>(
            new Architecture("mlp", [784], [new FullyConnected(128, Relu: true), new FullyConnected(10, Relu: false)]),
            TrainingBatch: 64,
            () => new Mlp(seed: 0)),
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
internal sealed record Contest<TNetwork>(Architecture Architecture, int TrainingBatch, Func<TNetwork> Create) : Contest(Architecture, TrainingBatch)
    where TNetwork : class, INetwork
{
    /// <inheritdoc/>
    public override NetworkInfo Info { get; } = Create().Info;

    /// <inheritdoc/>
    public override ITraining Train(Workload workload, int threads) => new NetGenTraining<TNetwork>(Create, workload, threads);

    /// <inheritdoc/>
    public override IForward Predict(Workload workload, int threads) => new NetGenForward(Create(), workload, threads);
}
