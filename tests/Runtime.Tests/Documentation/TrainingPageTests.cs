using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using NetGen.Runtime.Tests.Support;
using Xunit;
using Digits = NetGen.Runtime.Tests.Support.LinearNetwork;

namespace NetGen.Runtime.Tests.Documentation;

/// <summary>The examples of docs/training.md: they stand here too, to be compiled and run.</summary>
[Collection(AloneGroup.Name)]
public sealed partial class TrainingPageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("training.md", nameof(TrainingPageTests))]
    [InlineData("checkpoints.md", nameof(CheckpointsPageTests))]
    public void Every_example_of_a_page_stands_in_its_file(string name, string tested)
    {
        string folder = Path.GetDirectoryName(ThisFile())!;
        string tests = Unindented(File.ReadAllText(Path.Combine(folder, tested + ".cs")));
        string page = File.ReadAllText(Path.Combine(folder, "..", "..", "..", "docs", name));
        string[] examples = [.. Example().Matches(page.ReplaceLineEndings("\n")).Select(match => match.Groups["code"].Value)];
        Assert.Equal(page.Split("```csharp").Length - 1, examples.Length);
        Assert.All(examples, example => Assert.Contains(Unindented(example), tests, StringComparison.Ordinal));
    }

    [Fact]
    public void Fit()
    {
        (Digits model, Dataset train, Dataset test) = Given();
        var trainer = new Trainer<Digits>(model, new Adam(learningRate: 1e-3), Loss.SparseCategoricalCrossentropy);
        History history = trainer.Fit(train, new FitOptions
        {
            Epochs = 20,
            BatchSize = 32,
            Validation = test,
            Seed = 1,
            Callbacks = [new EarlyStopping("val_loss", patience: 3, restoreBestWeights: true), new ConsoleProgress()],
        });
        Evaluation result = trainer.Evaluate(test);
        Assert.Equal(history["val_loss"].Min(), result.Loss, 6);
    }

    [Fact]
    public void What_a_network_says_of_itself()
    {
        (Digits model, _, _) = Given();
        foreach (LayerInfo layer in model.Info.Layers)
        {
            Console.WriteLine($"{layer.Kind} {layer.Config}");   // Conv2D {"name":"conv2d","trainable":true,...,"filters":32,"kernel_size":[3,3],...}
            if (layer.Config.TryGetValue("kernel_size", out object? size) && size is IReadOnlyList<int> and [int height, int width])
            {
                Console.WriteLine($"looks at {height} by {width} pixels");
            }
        }

        Assert.Equal("dense", model.Info.Layers[0].Config["name"]);
    }

    [Fact]
    public async Task Without_waiting()
    {
        (Digits model, Dataset train, _) = Given();
        var trainer = new Trainer<Digits>(model, new Adam(), Loss.SparseCategoricalCrossentropy);
        using var cancellation = new CancellationTokenSource();
        var progress = new Progress<TrainingProgress>(now => Console.WriteLine($"{now} - {now.Fraction:P0}, {now.Remaining?.TotalSeconds:F0} s left"));
        var options = new FitOptions { Epochs = 20, Callbacks = [new ProgressReporter(progress)] };
        History history = await trainer.FitAsync(train, options, cancellation.Token);
        Assert.Equal(20, history.Epochs.Count);
    }

    [Fact]
    public void Predict()
    {
        (Digits model, _, _) = Given();
        float[] sample = [1, 2, 3, 4];
        int label = model.PredictClass(sample);
        float[] probabilities = model.Predict(sample);
        Assert.Equal(probabilities.Max(), probabilities[label]);
    }

    [Fact]
    public void Data() => InFolder(() =>
    {
        (Digits model, _, _) = Given();
        string[] records = ["5.1,3.5,1.4,0.2,setosa", "7,3.2,4.7,1.4,versicolor", "6.3,3.3,6,2.5,virginica"];
        File.WriteAllLines("iris.csv", ["a,b,c,d,species", .. Enumerable.Repeat(records, 5).SelectMany(record => record)]);
        var csv = new CsvOptions { Target = CsvTarget.ClassName, TargetColumns = ["species"] };
        CsvDataset flowers = CsvDataset.Load("iris.csv", csv);
        Assert.Equal(["setosa", "versicolor", "virginica"], flowers.ClassNames);

        var trainer = new Trainer<Digits>(model, new Adam(), Loss.SparseCategoricalCrossentropy);
        var named = new CsvOptions { Target = CsvTarget.ClassName, TargetColumns = ["species"], ClassNames = flowers.ClassNames };
        var stream = new StreamedSource(CsvDataset.ReadSamples("iris.csv", named), [4]) { ShuffleBuffer = 1024 };
        trainer.Fit(stream, new FitOptions { Epochs = 2, Validation = flowers });
        Assert.Equal(2, trainer.Optimizer.Iterations);
        trainer.Fit(new StreamedSource(Noise(40), [4]));
        Assert.Equal(4, trainer.Optimizer.Iterations);

        (Dataset fitted, Dataset validation, Dataset held) = flowers.StratifiedSplit(validationFraction: 0.2, testFraction: 0.2);
        FeatureStatistics statistics = FeatureStatistics.Of(fitted);
        trainer.Fit(fitted.Standardize(statistics), new FitOptions { Validation = validation.Standardize(statistics) });
        Evaluation figures = trainer.Evaluate(held.Standardize(statistics));
        Assert.Equal((9, 3, 3), (fitted.Count, validation.Count, held.Count));
        Assert.True(figures.Loss > 0);

        static IEnumerable<Sample> Noise(int count)
        {
            var random = new Random(1);
            float[] input = new float[4];
            for (int i = 0; i < count; i++)
            {
                input.AsSpan().Fill(random.NextSingle());
                yield return new Sample(input, label: i % 3);
            }
        }
    });

    [Fact]
    public void Optimizers()
    {
        (Digits model, Dataset train, _) = Given();
        var optimizer = new AdamW(new CosineDecay(0, decaySteps: 1000, warmupTarget: 1e-3, warmupSteps: 100))
        {
            GlobalClipNorm = 1,
            WeightDecayExclusions = ["bias"],
            UseEma = true,
        };
        new Trainer<Digits>(model, optimizer, Loss.SparseCategoricalCrossentropy).Fit(train);
        Assert.Equal(2e-5f, optimizer.LearningRate, 1e-9f);
    }

    [Fact]
    public void Mixed_samples()
    {
        (Digits model, Dataset train, _) = Given();
        var mixer = new Trainer<Digits>(model, new Adam(), Loss.SparseCategoricalCrossentropy);
        mixer.Fit(train, new FitOptions { Mixing = new MixUp(alpha: 0.2) });
        Assert.Equal(1, mixer.TrainedEpochs);
    }

    [Fact]
    public void Accumulated_gradients()
    {
        (Digits model, Dataset train, _) = Given();
        var accumulating = new Adam(1e-3) { GradientAccumulationSteps = 4, ClipNorm = 1 };
        new Trainer<Digits>(model, accumulating, Loss.SparseCategoricalCrossentropy).Fit(train, new FitOptions { BatchSize = 16 });
        Assert.Equal((train.Count + 15) / 16 / 4, accumulating.Iterations);
        InFolder(() =>
        {
            Console.WriteLine($"{string.Join(", ", accumulating.SlotNames)} after {accumulating.Iterations} steps");   // momentum, velocity
            float[] momentum = accumulating.GetSlot("momentum").ToArray();      // a value per trained parameter, laid out as model.Parameters.Values

            var state = new SavedState();
            accumulating.SaveState(state);
            state.Save("adam.safetensors");
            accumulating.LoadState(SavedState.Load("adam.safetensors"));
            Assert.Equal(momentum, accumulating.GetSlot("momentum").ToArray());
        });
    }

    [Fact]
    public void The_learning_rate()
    {
        (Digits model, Dataset train, _) = Given();
        LearningRateCurve curve = LearningRateFinder.Run(model, () => new Adam(), Loss.SparseCategoricalCrossentropy, train);
        float rate = curve.Suggestion ?? 1e-3f;
        Assert.InRange(rate, 1e-7f, 10);
    }

    [Fact]
    public void Callbacks() => InFolder(() =>
    {
        (Digits model, Dataset train, Dataset test) = Given();
        Callback[] callbacks =
        [
            new ModelCheckpoint("weights/{epoch:02d}-{val_loss:.2f}.safetensors", saveBestOnly: true),
            new ReduceLROnPlateau(factor: 0.5, patience: 2),
            new CsvLogger("log.csv"),
            new LambdaCallback(onEpochEnd: (epoch, logs) => Console.WriteLine($"{epoch}: {logs["val_loss"]}")),
        ];
        var trainer = new Trainer<Digits>(model, new Adam(), Loss.SparseCategoricalCrossentropy);
        trainer.Fit(train, new FitOptions { Epochs = 2, Validation = test, Callbacks = callbacks });
        Assert.Equal(3, File.ReadAllLines("log.csv").Length);
        Assert.StartsWith("01-", Path.GetFileName(Directory.GetFiles("weights").Order(StringComparer.Ordinal).First()), StringComparison.Ordinal);
    });

    [Fact]
    public void Metrics()
    {
        (Digits model, _, Dataset test) = Given();
        var matrix = new ConfusionMatrix(classes: 3);
        var judged = new Trainer<Digits>(model, new Adam(), Loss.SparseCategoricalCrossentropy, [new F1Score(), matrix]);
        Evaluation result = judged.Evaluate(test);
        Console.WriteLine(result["f1_score"]);
        Console.WriteLine(result.Of(matrix));
        Assert.InRange(result["f1_score"], 0, 1);
        Assert.Equal(30, result.Of(matrix).Total);
    }

    [Fact]
    public void Metrics_of_your_own()
    {
        var trainer = new Trainer<Digits>(new Digits(1, [1], Activation.Linear), new SGD(0.01), Loss.MeanSquaredError, [new Overestimation()]);
        Dataset data = Dataset.FromValues([1, 2, 3, 4], [1, 2, 3, 4]);
        var stopping = new EarlyStopping("val_overestimation", patience: 2);
        History history = trainer.Fit(data, new FitOptions { Epochs = 3, Validation = data, Callbacks = [stopping] });
        Assert.Equal(history["val_overestimation"].Min(), stopping.Best);
    }

    internal sealed class Overestimation() : MeanMetric("overestimation", MetricDirection.LowerIsBetter)
    {
        protected override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target) => output[0] > target[0] ? 1 : 0;
    }

    [Fact]
    public void Loops_of_your_own()
    {
        (Digits model, Dataset train, _) = Given();
        using var step = new TrainingStep(model, new SGD(), Loss.SparseCategoricalCrossentropy, batchSize: 2, threads: 1);
        double loss = step.Run(train, [0, 1], randomKey: 1);
        Assert.True(loss > 0);
    }

    private static (Digits Model, Dataset Train, Dataset Test) Given() => (new Digits(4, [3]), Samples.Clusters(60, 4, 3), Samples.Clusters(30, 4, 3, seed: 8));

    /// <summary>Does what a test does with files in a folder that goes with the test.</summary>
    private void InFolder(Action test)
    {
        string before = Environment.CurrentDirectory;
        try
        {
            Environment.CurrentDirectory = _folder.Path;
            test();
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    private static string ThisFile([CallerFilePath] string file = "") => file;

    private static string Unindented(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()));

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
