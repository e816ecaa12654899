using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;
using Xunit;

namespace NetGen.Generator.Tests;

public class MemoryPlannerTests
{
    private static readonly Dictionary<string, Func<Network>> Named = new()
    {
        ["lecture"] = PlannedNetworks.Lecture,
        ["eight convolutions"] = PlannedNetworks.EightConvolutions,
        ["vgg16"] = PlannedNetworks.Vgg16,
    };

    /// <summary>
    /// Megabytes of a call's and of a worker's buffers. Without sharing these were 3.92 and 16.39 (of groups of three samples, which are four now), 3.03 and 15.07, 44.61 and 122.86. A call of
    /// VGG16 carries eight samples together, whose last maps wait for each other: 0.8 MB.
    /// </summary>
    [Theory]
    [InlineData("lecture", 2.25, 17.9)]
    [InlineData("eight convolutions", 1.01, 12.3)]
    [InlineData("vgg16", 17.3, 47.7)]
    public void What_is_never_in_use_at_once_shares_memory(string network, double inference, double training)
    {
        Assert.InRange(Megabytes(Plan(network, 256, Purpose.Inference)), inference / 2, inference);
        Assert.InRange(Megabytes(Plan(network, 256, Purpose.Training)), training / 2, training);
    }

    /// <summary>Whose samples come one by one reads the weights of its large dense layers where they are: packed once they would take 478 MB, both ways 956.</summary>
    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void A_network_of_large_samples_trains_with_its_dense_layers_as_they_are(int bits)
    {
        ExecutionPlan training = Plan("vgg16", bits, Purpose.Training);
        ExecutionPlan inference = Plan("vgg16", bits, Purpose.Inference);

        Assert.Equal(1, training.GroupSize);
        Assert.All(training.Steps.OfType<DenseStep>().Take(2), step => Assert.DoesNotContain(step.Needs, need => need.Block == Block.Weights));
        Assert.All(inference.Steps.OfType<DenseStep>().Take(2), step => Assert.Contains(step.Needs, need => need.Block == Block.Weights));
    }

    /// <summary>Where lanes meet on their way, what they have summed up is completed, and the next segment's sums lie in its place.</summary>
    [Fact]
    public void Lanes_that_meet_have_room_for_the_sums_of_one_segment()
    {
        const string Layers = "[Conv2D(16, 3)] [BatchNormalization] [Conv2D(16, 3)] [BatchNormalization] [Conv2D(16, 3)] [BatchNormalization] [GlobalAveragePooling2D] [Dense(2)]";
        Network network = Networks.Build($"[Network(12, 12, 16)] {Layers} partial class Net;").Network!;
        ExecutionPlan plan = Planner.Plan(network, VectorForm.Vector512, Purpose.Training);

        int weights = 9 * 16 * 16;
        int all = plan.LaneBeginnings.Sum(beginning => beginning.Buffer.Floats);
        Assert.InRange(all, 3 * weights, 4 * weights);
        Assert.InRange(plan.LaneLength, weights, 4 * weights / 3);
        Assert.Equal(3, plan.LaneBeginnings.Where(beginning => beginning.Buffer.Floats >= weights).Select(beginning => beginning.Segment).Distinct().Count());

        // From the last layer to the first; what ends in one segment, in the order of the plan.
        Segments segments = plan.Segments;
        IEnumerable<Step> completed = Enumerable.Range(0, segments.Count).SelectMany(segments.CompletedBy);
        Assert.Equal(["BatchNormalization2", "Dense", "BatchNormalization1", "Conv2d2", "BatchNormalization", "Conv2d1", "Conv2d"], completed.Select(step => step.Name));
    }

    /// <summary>One pass lends all forms their memory, and the order of sums in training hangs on it.</summary>
    [Fact]
    public void Every_form_carries_the_same_number_of_samples_together()
    {
        // 2 million operations hide the reading of 100 x 17 weights; rounded up to 512 bits, these would be 100 x 32, whose reading they do not hide.
        Network padded = PlannedNetworks.Of(
            Shape.Image(10, 10, 1),
            PlannedNetworks.Convolution(32, Padding.Same),
            PlannedNetworks.Convolution(32, Padding.Same),
            PlannedNetworks.Convolution(1, Padding.Same),
            new Flatten(),
            new Dense(17, PlannedNetworks.Plain(Activation.Softmax)));
        foreach (Network network in Named.Values.Select(create => create()).Append(padded))
        {
            foreach (Purpose purpose in Enum.GetValues<Purpose>())
            {
                Assert.Single(VectorForm.All.Select(form => Planner.Plan(network, form, purpose).GroupSize).Distinct());
            }
        }
    }

    public static IEnumerable<object[]> Plans =>
        from network in Named.Keys
        from form in VectorForm.All
        from purpose in Enum.GetNames<Purpose>()
        select (object[])[network, form.Bits, purpose];

    /// <summary>No block can be smaller than what is in use at one time; the places that are found are hardly worse.</summary>
    [Theory]
    [MemberData(nameof(Plans))]
    public void The_places_take_little_more_than_what_is_in_use_at_once(string network, int bits, string purpose)
    {
        ExecutionPlan plan = Plan(network, bits, Enum.Parse<Purpose>(purpose));
        PlanBuffers buffers = PlanBuffers.Of(plan);
        Lifetimes lifetimes = Lifetimes.Of(plan, buffers);
        PlanBuffer[] ofWorker = [.. buffers.All.Where(buffer => buffer.Place.Block == Block.Work)];
        int LiveAt(int time) => ofWorker
            .Where(buffer => (!buffer.Frame.IsNone && !buffer.ClearsBorder) || lifetimes[buffer].Intervals.Any(interval => interval.First <= time && time <= interval.Last))
            .Sum(buffer => buffer.Floats + (buffer.Place.Stride * (plan.GroupSize - 1)));
        int most = Enumerable.Range(0, Schedule.Of(plan).Sum(turn => turn.Kernels.Length)).Max(LiveAt);

        Assert.InRange(plan.WorkLength, most, most * 1.05);
    }

    [Fact]
    public void Every_layers_output_stays_where_all_of_them_are_looked_at()
    {
        ExecutionPlan plan = Plan("eight convolutions", 256, Purpose.LayerOutputs);
        int[] lengths = [.. plan.Steps.Select(step => step.Output.Pitch)];

        Assert.True(plan.WorkLength >= lengths.Sum());
        Assert.Equal(1, plan.GroupSize);
    }

    /// <summary>An image that nobody shares memory with keeps its zeros; so does one that is too small to be worth it.</summary>
    [Fact]
    public void A_border_is_cleared_only_where_its_memory_is_shared()
    {
        ExecutionPlan large = Plan("eight convolutions", 256, Purpose.Inference);
        ExecutionPlan small = Planner.Plan(
            PlannedNetworks.Of(
                Shape.Image(16, 16, 3),
                PlannedNetworks.Convolution(8, Padding.Same),
                PlannedNetworks.Convolution(8, Padding.Same),
                PlannedNetworks.Convolution(8, Padding.Same)),
            VectorForm.Vector256,
            Purpose.Inference);

        Assert.Contains(large.Steps, step => step.Output.ClearsBorder);
        Assert.DoesNotContain(small.Steps, step => step.Output.ClearsBorder);
    }

    private static ExecutionPlan Plan(string network, int bits, Purpose purpose) =>
        Planner.Plan(Named[network](), Array.Find(VectorForm.All, form => form.Bits == bits)!, purpose);

    private static double Megabytes(ExecutionPlan plan) => plan.WorkLength * sizeof(float) / (1024.0 * 1024);
}
