using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Cases;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Training;

/// <summary>Whole training runs against Keras's and TensorFlow.js's <c>fit</c>.</summary>
public sealed class FitCaseTests
{
    private const double AccuracyTolerance = 1e-6;

    public static TheoryData<string> Names() =>
        [.. GoldenFolder.Fits.Where(KerasDeclaration.IsExpressible).Select(golden => golden.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Fit_goes_as_it_went_elsewhere(string name)
    {
        FitCase golden = GoldenFolder.Fits.Single(candidate => candidate.Name == name);
        INetwork network = GoldenNetworks.Create(golden);
        var penalties = new PenaltyRecorder();
        var steps = new StepLossRecorder(golden.XTrain.Samples, golden.BatchSize);
        EarlyStopping? earlyStopping = EarlyStopping(golden.EarlyStopping);
        var trainer = new Trainer<INetwork>(network, KerasTraining.Optimizer(golden.Optimizer), KerasTraining.Loss(golden.Loss));

        History history = trainer.Fit(KerasTraining.Dataset(golden, golden.Loss, golden.XTrain, golden.YTrain), new FitOptions
        {
            Epochs = golden.Epochs,
            BatchSize = golden.BatchSize,
            Shuffle = false,
            Validation = KerasTraining.Dataset(golden, golden.Loss, golden.XVal, golden.YVal),
            Callbacks = earlyStopping is null ? [penalties, steps] : [penalties, steps, earlyStopping],
        });

        Assert.False(golden.Shuffle);
        Assert.Equal(golden.EpochsRun, history.Epochs.Count);
        Assert.Equal(golden.StoppedEpoch, earlyStopping?.StoppedEpoch);
        Assert.Equal(golden.BestEpoch, earlyStopping?.BestEpoch);
        AssertHistory(golden, history, penalties.ByEpoch);
        AssertSteps(golden, steps.ByEpoch);
        ParameterAssert.Absolute(golden.FinalParams, network, golden.KerasFormParamToleranceAbs ?? golden.ParamToleranceAbs);
        Closeness.Absolute(
            "predictions",
            golden.ValPredictions.Data,
            network.Predict(golden.XVal.ToSingle()),
            golden.KerasFormPredictionToleranceAbs ?? golden.PredictionToleranceAbs);
    }

    private static EarlyStopping? EarlyStopping(EarlyStoppingArguments? arguments) => arguments is null ? null : new EarlyStopping(
        OurName(arguments.Monitor), arguments.MinDelta, arguments.Patience, restoreBestWeights: arguments.RestoreBestWeights);

    /// <summary>The files follow Keras's older habit of naming a metric "acc".</summary>
    private static string OurName(string figure) => figure.EndsWith("acc", System.StringComparison.Ordinal) ? figure + "uracy" : figure;

    private static void AssertSteps(FitCase golden, List<double[]> got)
    {
        for (int epoch = 0; epoch < golden.StepLosses.Length; epoch++)
        {
            Assert.Equal(golden.StepLosses[epoch].Length, got[epoch].Length);
            for (int step = 0; step < got[epoch].Length; step++)
            {
                Closeness.Scalar($"loss of step {step} in epoch {epoch}", golden.StepLosses[epoch][step], got[epoch][step], golden.HistoryToleranceRel);
            }
        }
    }

    private static void AssertHistory(FitCase golden, History history, List<double> penalties)
    {
        double tolerance = golden.KerasFormHistoryToleranceRel ?? golden.HistoryToleranceRel;
        foreach ((string figure, double[] want) in golden.History)
        {
            IReadOnlyList<double> got = history[OurName(figure)];
            Assert.Equal(want.Length, got.Count);
            for (int epoch = 0; epoch < want.Length; epoch++)
            {
                if (!figure.EndsWith("loss", System.StringComparison.Ordinal))
                {
                    Assert.Equal(want[epoch], got[epoch], AccuracyTolerance);
                    continue;
                }

                // Our validation loss has the penalties in it, as Keras's has and TensorFlow.js's has not.
                bool without = figure == "val_loss" && !golden.ValLossIncludesPenalties;
                Closeness.Scalar($"{figure} of epoch {epoch}", want[epoch], got[epoch] - (without ? penalties[epoch] : 0), tolerance);
            }
        }
    }
}
