using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Emission.Drivers;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Marks stand where lanes have left all that the gradients behind are made of, and no earlier.</summary>
public class GradientMarkTests
{
    /// <summary>Convolutions of images that are carried together, and two dense layers: three stretches.</summary>
    private const string Vgg = """
        [Network(32, 32, 3)]
        [Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.ReLU)] [MaxPooling2D(2)]
        [Conv2D(128, 3, Padding = Padding.Same, Activation = Activation.ReLU)] [MaxPooling2D(2)]
        [Conv2D(256, 3, Padding = Padding.Same, Activation = Activation.ReLU)] [Conv2D(256, 3, Padding = Padding.Same, Activation = Activation.ReLU)] [MaxPooling2D(2)]
        [Conv2D(512, 3, Padding = Padding.Same, Activation = Activation.ReLU)] [Conv2D(512, 3, Padding = Padding.Same, Activation = Activation.ReLU)] [MaxPooling2D(2)]
        [Flatten] [Dense(512, Activation = Activation.ReLU)] [Dense(10, Activation = Activation.Softmax)]
        public partial class Net;
        """;

    private static readonly Lazy<ExecutionPlan[]> Replayed = new(() =>
        [.. GeneratorRun.Of(NetworkCompilation.Of(ReplayedNetworks.All)).Outputs<NetworkModel>(TrackingNames.Networks)
            .Select(model => model.Plans?.Forms).OfType<FormPlans[]>().SelectMany(forms => forms).Select(form => form.Training)]);

    [Fact]
    public void The_lectures_dense_layer_goes_while_its_convolutions_are_on_their_way()
    {
        foreach (VectorForm form in VectorForm.All)
        {
            ExecutionPlan plan = Planner.Plan(PlannedNetworks.Lecture(), form, Purpose.Training);

            GradientMark mark = Assert.Single(plan.Marks);
            Assert.Equal(["Dense"], mark.Steps.Select(step => step.Name));
            Assert.Equal((25 * 25 * 128 * 5) + 5, plan.Parameters.TrainableLength - mark.Start);
        }
    }

    [Fact]
    public void Large_convolutions_go_too_where_those_before_are_carried_in_another_way()
    {
        ExecutionPlan plan = Plan(Vgg);

        Assert.Equal(["Dense1", "Dense"], plan.Marks[0].Steps.Select(step => step.Name));
        Assert.True(plan.Marks.Length > 1);
        Assert.All(plan.Marks.Skip(1), mark => Assert.All(mark.Steps, step => Assert.StartsWith("Conv2d", step.Name, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("[Network(32, 32, 3)] [BatchNormalization] [Flatten] [Dense(64)] [Dense(2)] public partial class Net;")]
    [InlineData("[Network(8, 8, 3)] [Conv2D(8, 3)] [Flatten] [Dense(10)] public partial class Net;")]
    [InlineData("[Network(784)] [Dense(128, Activation = Activation.ReLU)] [Dense(10)] public partial class Net;")]
    [InlineData("[Network(32, 32, 3, TrainableFrom = \"dense\")] [Conv2D(16, 3)] [Flatten] [Dense(64)] [Dense(2)] public partial class Net;")]
    public void There_are_none_where_little_is_behind_or_nothing_before(string source) => Assert.Empty(Plan(source).Marks);

    /// <summary>What lies behind a normalization can be completed when lanes meet for it.</summary>
    [Fact]
    public void Where_lanes_meet_on_their_way_back_gradients_behind_go_while_they_go_on()
    {
        ExecutionPlan plan = Plan(
            "[Network(32, 32, 3)] [Conv2D(16, 3)] [BatchNormalization] [Flatten] [Dense(64, UseBias = false)] [BatchNormalization] [ReLU] [Dense(2)] public partial class Net;");

        GradientMark mark = Assert.Single(plan.Marks);
        Assert.Null(mark.Stretch);
        Assert.Equal(["BatchNormalization", "BatchNormalization1", "Dense", "Dense1"], mark.Steps.Select(step => step.Name).Order());
    }

    /// <summary>One value less than a bucket has at least is none. There are 16 x 16 pixels and a bias for each unit, and no more layers with parameters but the convolution before.</summary>
    [Theory]
    [InlineData("[Conv2D(1, 3, Padding = Padding.Same)] [Flatten] [Dense(64)]", 1)]
    [InlineData("[Conv2D(1, 3, Padding = Padding.Same)] [Flatten] [Dense(63)]", 0)]
    [InlineData("[Conv2D(1, 3, Padding = Padding.Same)] [BatchNormalization(Center = false, Scale = false)] [Flatten] [Dense(2041)]", 1)]
    [InlineData("[Conv2D(1, 3, Padding = Padding.Same)] [BatchNormalization(Center = false, Scale = false)] [Flatten] [Dense(2040)]", 0)]
    public void Short_buckets_wait_for_more(string layers, int marks)
    {
        string source = $"[Network(16, 16, 3)] {layers} public partial class Net;";

        Assert.Equal(marks, Plan(source).Marks.Length);
    }

    [Fact]
    public void What_is_complete_at_a_mark_lies_behind_all_that_is_not() => Assert.All(Marked(), plan =>
    {
        int end = plan.Parameters.TrainableLength;
        foreach (GradientMark mark in plan.Marks)
        {
            Assert.True(end - mark.Start >= (mark.Stretch is null ? GradientMarks.LeastValuesAtMeetings : GradientMarks.LeastValues));
            Assert.Equal(Enumerable.Range(mark.Start, end - mark.Start), mark.Steps.SelectMany(step => Written(plan, step)).Order());
            end = mark.Start;
        }

        Assert.All(plan.Steps.Except(plan.Marks.SelectMany(mark => mark.Steps)).SelectMany(step => Written(plan, step)), place => Assert.InRange(place, 0, end - 1));
    });

    /// <summary>Lanes run the stretches before a mark's when it has been reached: whatever these write is nothing that the mark's jobs read.</summary>
    [Fact]
    public void Nothing_that_a_bucket_is_made_of_is_written_behind_its_mark() => Assert.All(Marked().Where(plan => plan.Segments.Count == 1), plan =>
    {
        ImmutableArray<Stretch> stretches = plan.Segments.Stretches(Stage.Backward, 0);
        foreach (GradientMark mark in plan.Marks)
        {
            int stretch = Assert.NotNull(mark.Stretch);
            Assert.Empty(WrittenAfter(plan, stretches, stretch).Intersect(Read(mark)));
            Assert.NotEmpty(stretches.Take(stretch).SelectMany(each => each.Steps).SelectMany(step => plan.Segments.Kernels(step, Stage.Backward, 0)));
        }

        // And a stretch earlier something would be missing, of one mark at least.
        Assert.Contains(plan.Marks, mark => WrittenAfter(plan, stretches, mark.Stretch!.Value + 1).Intersect(Read(mark)).Any());
    });

    /// <summary>Where lanes meet, jobs run in the order of the segments: those of a mark are all that can run when lanes meet there.</summary>
    [Fact]
    public void At_a_meeting_all_is_complete_that_lanes_have_left() => Assert.All(Marked().Where(plan => plan.Segments.Count > 1), plan =>
    {
        int[] behind = [.. Enumerable.Range(0, plan.Segments.Count).Select(segment => Enumerable.Range(0, segment + 1).SelectMany(plan.Segments.CompletedBy).Sum(Jobs))];
        foreach (int jobs in GradientJobs.Marks(plan).Where((_, i) => i % 2 == 0))
        {
            Assert.Contains(jobs, behind[..^1]);
        }
    });

    [Fact]
    public void Marks_are_few_and_number_the_jobs_of_what_is_complete() => Assert.All(Marked(), plan =>
    {
        int[] numbers = [.. GradientJobs.Marks(plan)];

        Assert.InRange(plan.Marks.Length, 1, 16);
        Assert.Equal(plan.Marks.Select(mark => mark.Start), numbers.Where((_, i) => i % 2 == 1));
        int jobs = 0;
        for (int i = 0; i < plan.Marks.Length; i++)
        {
            jobs += plan.Marks[i].Steps.Sum(Jobs);
            Assert.Equal(jobs, numbers[2 * i]);
        }

        Assert.InRange(jobs, 1, GradientJobs.Count(plan));
    });

    /// <summary>All plans with marks, of the networks that are replayed and one that is larger.</summary>
    private static ExecutionPlan[] Marked()
    {
        ExecutionPlan[] marked = [.. Replayed.Value.Append(Plan(Vgg)).Where(plan => !plan.Marks.IsEmpty)];
        Assert.True(marked.Length > 10, $"{marked.Length}");
        return marked;
    }

    private static IEnumerable<object> Read(GradientMark mark) => mark.Steps
        .SelectMany(step => step.Kernels).Where(kernel => kernel.Stage == Stage.Reduce)
        .SelectMany(kernel => kernel.Operands).Where(operand => operand.Access != Access.Scratch).Select(operand => operand.Subject).OfType<object>();

    private static IEnumerable<object> WrittenAfter(ExecutionPlan plan, ImmutableArray<Stretch> stretches, int end) => stretches
        .Take(end).SelectMany(stretch => stretch.Steps).SelectMany(step => plan.Segments.Kernels(step, Stage.Backward, 0))
        .SelectMany(kernel => kernel.Operands).Where(operand => operand.Access != Access.Reads).Select(operand => operand.Subject).OfType<object>();

    private static int Jobs(Step step) => step.Kernels.Where(kernel => kernel.Stage == Stage.Reduce).Max(kernel => kernel.Jobs);

    /// <summary>Every place of the gradients that a step's jobs write.</summary>
    private static IEnumerable<int> Written(ExecutionPlan plan, Step step) => step.Kernels
        .Where(kernel => kernel.Stage == Stage.Reduce)
        .SelectMany(kernel => kernel.Operands)
        .Where(operand => operand.Kind == OperandKind.ParameterGradient)
        .SelectMany(operand => Enumerable.Range(operand.FirstParameter, operand.ParameterCount))
        .Distinct()
        .SelectMany(parameter => Enumerable.Range(plan.OffsetOf(step, parameter), step.Parameters[parameter].Size));

    private static ExecutionPlan Plan(string source) => Planner.Plan(Networks.Build(source).Network!, VectorForm.Vector512, Purpose.Training);
}
