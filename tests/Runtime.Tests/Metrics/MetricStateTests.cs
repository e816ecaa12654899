using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace NetGen.Runtime.Tests.Metrics;

/// <summary>A metric that was saved in the middle and loaded into an empty one counts on to the same bits.</summary>
public class MetricStateTests
{
    private static readonly Dictionary<string, Func<Metric>> All = new()
    {
        ["SparseCategoricalAccuracy"] = () => new SparseCategoricalAccuracy(),
        ["SparseTopKCategoricalAccuracy"] = () => new SparseTopKCategoricalAccuracy(2),
        ["F1Score"] = () => new F1Score(ClassAverage.Weighted),
        ["AUC"] = () => new AUC(50, AucCurve.PR),
        ["Precision"] = () => new Precision(),
        ["Recall"] = () => new Recall(),
        ["TrueNegatives"] = () => new TrueNegatives(),
        ["ConfusionMatrix"] = () => new ConfusionMatrix(3),
        ["MeanIoU"] = () => new MeanIoU(3),
        ["MeanSquaredError"] = () => new MeanSquaredError(),
        ["RootMeanSquaredError"] = () => new RootMeanSquaredError(),
        ["CosineSimilarity"] = () => new CosineSimilarity(),
        ["R2Score"] = () => new R2Score(),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Counting_goes_on(string name)
    {
        bool takesValues = name is "MeanSquaredError" or "RootMeanSquaredError" or "CosineSimilarity" or "R2Score";
        Metric whole = All[name]();
        Metric first = All[name]();
        Assert.True(whole.CanSaveState);
        Add(first, 0, 20, takesValues);
        Add(whole, 0, 20, takesValues);
        var state = new SavedState();
        first.SaveState(state);
        Metric second = whole.CreateEmpty();
        second.LoadState(state);
        Assert.Equal(first.Result, second.Result);
        Add(whole, 20, 50, takesValues);
        Add(second, 20, 50, takesValues);
        Assert.Equal(whole.Result, second.Result);

        // What was saved belongs to nobody.
        Assert.Equal(first.Result, Loaded(name, state).Result);
    }

    private static Metric Loaded(string name, SavedState state)
    {
        Metric metric = All[name]();
        metric.LoadState(state);
        return metric;
    }

    private static void Add(Metric metric, int from, int end, bool takesValues)
    {
        for (int row = from; row < end; row++)
        {
            var random = new Random(row);
            float[] output = [random.NextSingle(), random.NextSingle(), random.NextSingle()];
            metric.Add(output, takesValues ? [.. output.Select(value => value + (0.3f * random.NextSingle()))] : [random.Next(3)]);
        }
    }
}
