using NetGen;

namespace Company.Learning_1;

/// <summary>How the network is trained.</summary>
public static class Training
{
    /// <summary>Trains until the loss on images held back from training no longer falls.</summary>
    public static LineCnn Run(params Callback[] callbacks)
    {
        var network = new LineCnn(seed: 1);
        var trainer = new Trainer<LineCnn>(network, new Adam(learningRate: 0.01), Loss.SparseCategoricalCrossentropy);
        trainer.Fit(Lines.Draw(2000, seed: 1), new FitOptions
        {
            Epochs = 10,
            ValidationSplit = 0.2,
            Callbacks = [new EarlyStopping("val_loss", patience: 3, restoreBestWeights: true), .. callbacks],
        });
        return network;
    }

    /// <summary>The share of images that no training has seen whose line is told right.</summary>
    public static double Test(LineCnn network) =>
        new Trainer<LineCnn>(network, new Adam(), Loss.SparseCategoricalCrossentropy).Evaluate(Lines.Draw(500, seed: 2)).Accuracy;
}
