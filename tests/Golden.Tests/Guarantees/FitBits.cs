using System;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NetGen.Golden.Tests.Compilation;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>Whole fits in bits: what they leave in parameters and history, and what is predicted then.</summary>
internal static class FitBits
{
    private const int Samples = 53;
    private const int Epochs = 3;

    private static readonly string[] Figures = ["loss", "accuracy", "val_loss", "val_accuracy"];

    /// <summary>A digest of fits of several networks.</summary>
    /// <param name="networks">The <see cref="GuaranteeNetworks"/>.</param>
    /// <param name="threads">Threads of fits and predictions.</param>
    /// <param name="isCut">Whether each is cut into fits of one epoch.</param>
    public static string Of(CompiledNetworks networks, int threads, bool isCut = false)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string[] names = [GuaranteeNetworks.Convolutional, GuaranteeNetworks.Normalized, GuaranteeNetworks.Graph, GuaranteeNetworks.Perceptron];
        for (int i = 0; i < names.Length; i++)
        {
            INetwork network = networks.Create(names[i], seed: 7);
            network.PredictionThreads = threads;
            var trainer = new Trainer<INetwork>(network, OptimizerOf(i), Loss.SparseCategoricalCrossentropy);
            Dataset data = RandomData.Classes(network.Info, Samples);
            for (int epoch = 0; epoch < Epochs; epoch = trainer.TrainedEpochs)
            {
                History history = trainer.Fit(data, new FitOptions
                {
                    InitialEpoch = epoch,
                    Epochs = isCut ? epoch + 1 : Epochs,
                    BatchSize = 16,
                    Threads = threads,
                    Seed = 5,
                    ValidationSplit = 0.1,
                });
                for (int row = 0; row < history.Epochs.Count; row++)
                {
                    digest.AppendData(MemoryMarshal.AsBytes<double>(Array.ConvertAll(Figures, name => history[name][row])));
                }
            }

            digest.AppendData(MemoryMarshal.AsBytes(network.Parameters.Values));
            digest.AppendData(MemoryMarshal.AsBytes<float>(trainer.Predict(data)));
        }

        return Convert.ToHexString(digest.GetHashAndReset());
    }

    /// <summary>One that adds up gradients, one with a schedule, one that cuts norms, a plain one with momentum.</summary>
    private static Optimizer OptimizerOf(int network) => network switch
    {
        0 => new Adam(learningRate: 0.01) { GlobalClipNorm = 1 },
        1 => new Nadam(learningRate: 0.01),
        2 => new SGD(learningRate: 0.01, momentum: 0.9) { ClipNorm = 0.5f },
        _ => new RMSprop(learningRate: 0.01),
    };
}
