using System;
using System.Collections.Generic;

namespace NetGen.Reporting.Tests;

/// <summary>A short training run on images of three brightnesses.</summary>
internal sealed class Run
{
    public const int Epochs = 4;
    public const int Samples = 48;

    private static readonly Lazy<Run> First = new(() => new Run());

    private Run()
    {
        var matrix = new ConfusionMatrix(ClassNames.Count);
        var trainer = new Trainer<ShapesCnn>(Model, new Adam(1e-2f), Loss.SparseCategoricalCrossentropy, [new SparseCategoricalAccuracy("accuracy"), matrix]);
        History = trainer.Fit(Data(), new FitOptions { Epochs = Epochs, BatchSize = 8, Validation = Data(), Threads = 1 });
        Test = trainer.Evaluate(Data());
        Matrix = Test.Of(matrix);
    }

    public static Run Of => First.Value;

    public static IReadOnlyList<string> ClassNames { get; } = ["dark", "gray & dull", "<bright>"];

    public ShapesCnn Model { get; } = new(seed: 1);

    public INetwork Network => Model;

    public History History { get; }

    public Evaluation Test { get; }

    public ConfusionMatrix Matrix { get; }

    public static Dataset Data()
    {
        int size = ShapesCnn.Info.InputSize;
        var values = new float[Samples * size];
        var labels = new int[Samples];
        for (int i = 0; i < values.Length; i++)
        {
            int sample = i / size;
            labels[sample] = sample % 3;
            values[i] = labels[sample] + (i % 7 * 0.05f);
        }

        return Dataset.FromClasses(values, labels, ShapesCnn.Info.InputShape);
    }

    /// <summary>A report of the run with all that it can show.</summary>
    public static TrainingReport Report()
    {
        var picture = new Picture(2, 2, PictureColors.Gray, [0, 1, 1, 0]);
        return new TrainingReport(Of.Network, Of.History)
        {
            Subtitle = "Three **brightnesses**.",
            ClassNames = ClassNames,
            Settings = [("optimizer", "Adam")],
            Test = Of.Test,
            Confusion = ConfusionMatrixChart.Of(Of.Matrix, ClassNames),
            BestEpoch = 2,
            Pictures =
            [
                Figure.Of(new PredictionChart(picture, [0.1f, 0.2f, 0.7f], ClassNames, actual: 2), "A prediction."),
                Figure.FromPng(WeightHistogram.Of("w", [1, 2, 3]).ToPng(), "A histogram.", "As PNG."),
            ],
        };
    }

    /// <summary>Trains anew with callbacks.</summary>
    public static History Fit(int epochs, params Callback[] callbacks) =>
        new Trainer<ShapesCnn>(new ShapesCnn(seed: 1), new Adam(1e-2f), Loss.SparseCategoricalCrossentropy)
            .Fit(Data(), new FitOptions { Epochs = epochs, BatchSize = 8, Validation = Data(), Callbacks = callbacks, Threads = 1 });
}
