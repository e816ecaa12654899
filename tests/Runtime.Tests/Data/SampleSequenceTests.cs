using System;
using System.Collections.Generic;
using System.IO;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Data;

public class SampleSequenceTests
{
    [Fact]
    public void A_sequence_is_read_once_and_its_arrays_may_be_used_again()
    {
        int passes = 0;
        IEnumerable<Sample> Sequence()
        {
            passes++;
            float[] input = new float[4];
            for (int i = 0; i < 3; i++)
            {
                input.AsSpan().Fill(i);
                yield return new Sample(input, label: 2 * i);
            }
        }

        Dataset data = Dataset.FromSamples(Sequence(), [2, 2]);
        Assert.Equal((3, TargetKind.Classes, 1), (data.Count, data.TargetKind, data.TargetSize));
        Assert.Equal([2, 2], data.InputShape);
        (float[] inputs, float[] targets) = Samples.ReadAll(data);
        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2], inputs);
        Assert.Equal([0, 2, 4], targets);
        Assert.Equal(1, data.ReadWeight(2));
        Assert.Equal(1, passes);
    }

    [Fact]
    public void Values_and_weights_come_along()
    {
        Dataset data = Dataset.FromSamples([new Sample([1], [2, 3]), new Sample([4], [5, 6], weight: 0.5f)]);
        Assert.Equal((TargetKind.Values, 2), (data.TargetKind, data.TargetSize));
        Assert.Equal([2, 3, 5, 6], Samples.ReadAll(data).Targets);
        Assert.Equal([1, 0.5f], [data.ReadWeight(0), data.ReadWeight(1)]);
    }

    [Fact]
    public void A_sample_unlike_the_first_is_named()
    {
        Refused("Sample 1 of the sequence has 2 values and as its target a class index; expected were 1 values and as its target a class index", new Sample([1], 0), new Sample([1, 2], 0));
        Refused("Sample 2 of the sequence has 1 values and as its target 1 values; expected were", new Sample([1], 0), new Sample([1], 0), new Sample([1], [0]));
        Refused("Sample 1 of the sequence has 0 values", new Sample([1], [1, 2]), default);
        Assert.Throws<ArgumentException>("samples", () => Dataset.FromSamples([]));
        Assert.Throws<ArgumentException>("shape", () => Dataset.FromSamples([new Sample([1, 2], 0)], [3]));

        static void Refused(string message, params Sample[] samples) =>
            Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Dataset.FromSamples(samples)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_and_weights_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("label", () => new Sample([1], -1));
        Assert.Throws<ArgumentOutOfRangeException>("weight", () => new Sample([1], 0, weight: -1));
        Assert.Throws<ArgumentOutOfRangeException>("weight", () => new Sample([1], [1], weight: float.NaN));
        Assert.Throws<ArgumentNullException>("input", () => new Sample(null!, 1));
        Assert.Throws<ArgumentNullException>("target", () => new Sample([1], null!));
    }
}
