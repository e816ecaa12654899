using System;
using System.IO;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Data;

/// <summary>Datasets in two and three parts, and what the parts keep.</summary>
public class DatasetPartTests
{
    [Theory]
    [InlineData(100, 0.1, 0.2, 70, 10, 20)]
    [InlineData(100, 0.2, 0.2, 60, 20, 20)]
    [InlineData(1_000, 0.15, 0.15, 700, 150, 150)]
    [InlineData(7, 0.3, 0.3, 2, 2, 3)]
    [InlineData(3, 0.34, 0.34, 0, 1, 2)]
    public void Three_parts_stand_one_behind_the_other(int count, double validation, double test, int trains, int validates, int tests)
    {
        Dataset data = Numbered(count);
        if (trains == 0)
        {
            string message = Assert.Throws<ArgumentException>(() => data.Split(validation, test)).Message;
            Assert.Contains($"0 would train, {validates} validate and {tests} test", message, StringComparison.Ordinal);
            return;
        }

        (Dataset train, Dataset validate, Dataset rest) = data.Split(validation, test);
        Assert.Equal((trains, validates, tests), (train.Count, validate.Count, rest.Count));
        Assert.Equal(Samples.ReadAll(data).Inputs, Samples.ReadAll(train).Inputs.Concat(Samples.ReadAll(validate).Inputs).Concat(Samples.ReadAll(rest).Inputs));
    }

    [Fact]
    public void Fractions_leave_something_to_each_part()
    {
        Assert.Throws<ArgumentOutOfRangeException>("validationFraction", () => Numbered(10).Split(0, 0.1));
        Assert.Throws<ArgumentOutOfRangeException>("testFraction", () => Numbered(10).Split(0.1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("testFraction", () => Numbered(10).Split(0.5, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>("validationFraction", () => Numbered(10).StratifiedSplit(1));
        Assert.Throws<ArgumentOutOfRangeException>("testFraction", () => Numbered(10).StratifiedSplit(0.5, 0.5));

        // So little that it is none of the samples.
        Refused("10 would train and 0 validate", () => Numbered(10).Split(1e-18));
        Refused("5 would train, 0 validate and 5 test", () => Numbered(10).Split(1e-18, 0.5));
        Refused("5 would train, 5 validate and 0 test", () => Numbered(10).Split(0.5, 1e-18));

        static void Refused(string message, Func<object> split) => Assert.Contains(message, Assert.Throws<ArgumentException>("validationFraction", split).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 50, 30, 20 }, 0.2, new[] { 10, 6, 4 })]
    [InlineData(new[] { 100, 2, 3 }, 0.1, new[] { 10, 1, 1 })]
    [InlineData(new[] { 7, 2, 4 }, 0.9, new[] { 6, 1, 3 })]
    public void A_stratified_split_takes_the_same_share_of_each_class_and_one_at_least(int[] counts, double fraction, int[] validates)
    {
        Dataset data = SortedByClass(counts);
        (Dataset train, Dataset validation) = data.StratifiedSplit(fraction, seed: 3);
        Assert.Equal(validates, CountClasses(validation, counts.Length));
        Assert.Equal(counts.Zip(validates, (all, few) => all - few), CountClasses(train, counts.Length));

        // Every sample is in one part, in stored order, with its own target.
        float[] first = Samples.ReadAll(train).Inputs;
        float[] second = Samples.ReadAll(validation).Inputs;
        Assert.Equal(Samples.ReadAll(data).Inputs, first.Concat(second).Order());
        Assert.Equal(first.Order(), first);
        Assert.Equal(second.Order(), second);
    }

    [Fact]
    public void Three_stratified_parts_have_the_same_shares()
    {
        (Dataset train, Dataset validation, Dataset test) = SortedByClass(60, 3, 40).StratifiedSplit(0.1, 0.25);
        Assert.Equal([39, 1, 26], CountClasses(train, 3));
        Assert.Equal([6, 1, 4], CountClasses(validation, 3));
        Assert.Equal([15, 1, 10], CountClasses(test, 3));
    }

    [Fact]
    public void The_seed_decides_which_samples_go_where()
    {
        float[] Validation(int seed) => Samples.ReadAll(SortedByClass(50, 50).StratifiedSplit(0.2, seed).Validation).Inputs;
        Assert.Equal(Validation(1), Validation(1));
        Assert.NotEqual(Validation(1), Validation(2));

        // Over many seeds each sample validates as often as any other: 100 of 500 times, with a deviation of 9.
        int[] times = new int[100];
        for (int seed = 0; seed < 500; seed++)
        {
            foreach (float sample in Validation(seed))
            {
                times[(int)sample]++;
            }
        }

        Assert.All(times, count => Assert.InRange(count, 60, 140));
    }

    [Fact]
    public void One_hot_and_binary_targets_are_classes_too()
    {
        float[] inputs = new float[40];
        int[] labels = [.. Enumerable.Range(0, 40).Select(i => i < 30 ? 1 : 0)];
        Dataset oneHot = Dataset.FromOneHot(inputs, Samples.OneHot(labels, 2), classes: 2);
        Assert.Equal([2f, 6f], Sums(oneHot.StratifiedSplit(0.2).Validation));
        Dataset binary = Dataset.FromValues(inputs, [.. labels.Select(label => (float)label)]);
        Assert.Equal([6f], Sums(binary.StratifiedSplit(0.2).Validation));

        static float[] Sums(Dataset data) => [.. Enumerable.Range(0, data.TargetSize).Select(place => Samples.ReadAll(data).Targets.Where((_, i) => i % data.TargetSize == place).Sum())];
    }

    [Fact]
    public void What_cannot_be_stratified_is_refused_by_name()
    {
        CsvDataset pets = CsvDataset.Load(new StringReader("x,y\n1,cat\n2,cat\n3,dog\n"), new CsvOptions { Target = CsvTarget.ClassName });
        Refused("Class 1 (dog) has 1 of the 3 samples; a stratified split into 2 parts needs at least 2 of each class", pets);
        Refused("Class 0 has 1 of the 3 samples", Dataset.FromClasses([1, 2, 3], [1, 1, 0]));
        Refused("The target of sample 0, 1, 1, 0, 0, is no class", Dataset.FromValues([1], [1, 1, 0, 0], targetSize: 4));
        Refused("The target of sample 0, 1, 1, 0, 0 ..., is no class", Dataset.FromValues([1], [1, 1, 0, 0, 0], targetSize: 5));
        Refused("The target of sample 1, 0.5, is no class", Dataset.FromValues([1, 2], [1, 0.5f]));
        Refused("The target of sample 0, 1, 1, is no class", Dataset.FromValues([1, 2], [1, 1, 0, 1], targetSize: 2));

        static void Refused(string message, Dataset data) =>
            Assert.Contains(message, Assert.Throws<InvalidOperationException>(() => data.StratifiedSplit(0.5)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_made_of_a_dataset_keeps_the_names_of_its_classes()
    {
        string text = "x,y\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{i},{(i % 3) switch { 0 => "cat", 1 => "dog", _ => "bird" }}\n"));
        CsvDataset data = CsvDataset.Load(new StringReader(text), new CsvOptions { Target = CsvTarget.ClassName });
        (Dataset a, Dataset b) = data.Split(0.5);
        (Dataset c, Dataset d, Dataset e) = data.Split(0.2, 0.2);
        (Dataset f, Dataset g) = data.StratifiedSplit(0.5);
        (Dataset h, Dataset i, Dataset j) = data.StratifiedSplit(0.2, 0.2);
        Dataset[] made =
        [
            a, b, c, d, e, f, g, h, i, j, data.Slice(2, 3), data.Take(4), data.Shuffle(1), data.WithWeights(new float[30]),
            data.Map((input, output) => input.CopyTo(output)), data.Standardize(FeatureStatistics.Of(data)), data.Shuffle(1).Split(0.5).Validation.Take(2),
        ];
        Assert.All(made, dataset => Assert.Equal(["bird", "cat", "dog"], dataset.ClassNames));
        Assert.Empty(Numbered(3).Take(2).ClassNames);
    }

    private static int[] CountClasses(Dataset data, int classes)
    {
        float[] targets = Samples.ReadAll(data).Targets;
        return [.. Enumerable.Range(0, classes).Select(label => targets.Count(target => target == label))];
    }

    private static Dataset SortedByClass(params int[] counts)
    {
        int[] labels = [.. counts.SelectMany((count, label) => Enumerable.Repeat(label, count))];
        return Dataset.FromClasses([.. Enumerable.Range(0, labels.Length).Select(i => (float)i)], labels);
    }

    private static Dataset Numbered(int count) => SortedByClass(count);
}
