using System;
using System.Diagnostics;
using NetGen.Samples.Lecture.Shapes;

namespace NetGen.Samples.Lecture.Networks;

/// <summary>The lecture's network, trained on drawn shapes, with what it was trained and tested on.</summary>
internal sealed record TrainedLectureCnn(LectureCnn Model, ShapeSet Test, History History, Evaluation Result, TimeSpan Time)
{
    public const int TrainingImages = 1500;
    public const int TestImages = 200;

    private const int Epochs = 5;
    private const double LearningRate = 1e-3;

    /// <summary>The names of the classes, in order.</summary>
    public static string[] ClassNames { get; } = Enum.GetNames<Shape>();

    public static TrainedLectureCnn Train()
    {
        var train = new ShapeSet(TrainingImages, Lesson.Seed);
        var test = new ShapeSet(TestImages, Lesson.Seed + 1);
        var model = new LectureCnn(Lesson.Seed);
        var trainer = new Trainer<LectureCnn>(model, new Adam(LearningRate), Loss.SparseCategoricalCrossentropy);
        long start = Stopwatch.GetTimestamp();
        History history = trainer.Fit(train, new FitOptions { Epochs = Epochs, BatchSize = 20, Validation = test, Seed = Lesson.Seed });
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        return new TrainedLectureCnn(model, test, history, trainer.Evaluate(test), time);
    }

    /// <summary>What the network says of a test image.</summary>
    public float[] Probabilities(int image)
    {
        float[] probabilities = new float[ClassNames.Length];
        Model.Predict(Test.Image(image), probabilities);
        return probabilities;
    }
}
