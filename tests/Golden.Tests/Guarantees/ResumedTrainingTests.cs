using System;
using System.IO;
using System.Linq;
using Xunit;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>Dropout, noise, augmentation and moving statistics go on from a checkpoint as if nothing had happened.</summary>
public sealed class ResumedTrainingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netgen-golden-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(GuaranteeNetworks.Convolutional)]
    [InlineData(GuaranteeNetworks.Normalized)]
    [InlineData(GuaranteeNetworks.Graph)]
    public void A_training_that_was_broken_off_in_an_epoch_comes_to_the_same_bits(string name)
    {
        (uint[] Parameters, double[] Losses) whole = Train(name, Path.Combine(_folder, "whole"), threads: 1, breakAfter: null)!.Value;
        string broken = Path.Combine(_folder, "broken");
        Assert.Null(Train(name, broken, threads: 2, breakAfter: 5));
        Assert.Null(Train(name, broken, threads: 1, breakAfter: 6));

        (uint[] Parameters, double[] Losses) resumed = Train(name, broken, threads: 3, breakAfter: null)!.Value;

        Assert.Equal(whole.Parameters, resumed.Parameters);
        Assert.Equal(whole.Losses, resumed.Losses);
    }

    private static (uint[] Parameters, double[] Losses)? Train(string name, string folder, int threads, int? breakAfter)
    {
        INetwork network = GuaranteeNetworks.Create(name);
        int steps = 0;
        var breaking = new LambdaCallback(onTrainBatchEnd: (_, _) =>
        {
            if (++steps == breakAfter)
            {
                throw new BrokenOffException();
            }
        });
        var trainer = new Trainer<INetwork>(network, new Adam(1e-3), Loss.SparseCategoricalCrossentropy);
        Dataset data = RandomData.Classes(network.Info, 53);
        var options = new FitOptions
        {
            Epochs = 3,
            BatchSize = 11,
            Seed = 5,
            Threads = threads,
            Validation = data.Take(9),
            Checkpoint = new CheckpointOptions(folder, CheckpointInterval.Steps(1)),
            Callbacks = [breaking],
        };
        try
        {
            History history = trainer.Fit(data, options);
            return ([.. network.Parameters.Values.ToArray().Select(BitConverter.SingleToUInt32Bits)], [.. history["val_loss"]]);
        }
        catch (BrokenOffException)
        {
            return null;
        }
    }

    private sealed class BrokenOffException : Exception;
}
