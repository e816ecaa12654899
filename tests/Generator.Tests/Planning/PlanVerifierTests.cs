using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;
using Xunit;

namespace NetGen.Generator.Tests;

public class PlanVerifierTests
{
    public static IEnumerable<object[]> Plans => from form in VectorForm.All from purpose in Enum.GetNames<Purpose>() select (object[])[form.Bits, purpose];

    [Theory]
    [MemberData(nameof(Plans))]
    public void A_plan_as_the_planner_makes_it_passes(int bits, string purpose)
    {
        PlanVerifier.Verify(Plan(bits, purpose));
    }

    /// <summary>Each buffer is moved onto every other one of the block that is in use at the same time: onto its first sample, and onto its last.</summary>
    [Theory]
    [MemberData(nameof(Plans))]
    public void Overlapping_places_are_refused(int bits, string purpose)
    {
        ExecutionPlan plan = Plan(bits, purpose);
        PlanBuffers buffers = PlanBuffers.Of(plan);
        Lifetimes lifetimes = Lifetimes.Of(plan, buffers);
        ExecutionPlan roomy = plan with
        {
            WeightsLength = 2 * plan.WeightsLength,
            WorkLength = 2 * plan.WorkLength,
            BatchLength = 2 * plan.BatchLength,
            LaneLength = 2 * plan.LaneLength,
        };
        int moved = 0;
        foreach (PlanBuffer buffer in buffers.All)
        {
            Place place = buffer.Place;
            foreach (PlanBuffer other in buffers.All.Where(other => other != buffer && Meet(buffer, other, lifetimes)))
            {
                int[] samples = [0, other.Place.Block == Block.Work ? other.Place.Stride * (plan.GroupSize - 1) : 0];
                Assert.Contains(samples, sample =>
                {
                    buffer.Place = place with { Offset = other.Place.Offset + sample };
                    return Overlaps(roomy);
                });
                moved++;
            }

            buffer.Place = place;
        }

        Assert.True(moved >= 16, $"{moved} places were moved.");
    }

    /// <summary>The planner believes what it is told; the verifier looks for itself.</summary>
    [Theory]
    [MemberData(nameof(Plans))]
    public void A_lifetime_that_ends_too_early_is_refused_where_another_buffer_takes_the_place(int bits, string purpose)
    {
        ExecutionPlan plan = Plan(bits, purpose);
        PlanBuffers buffers = PlanBuffers.Of(plan);
        Lifetimes lifetimes = Lifetimes.Of(plan, buffers);
        int refused = 0;
        foreach (PlanBuffer buffer in buffers.All.Where(buffer => buffer.Place.Block == Block.Work))
        {
            Interval whole = lifetimes[buffer].Intervals[0];
            Lifetime shortened = lifetimes[buffer] with { Intervals = [new Interval(whole.First, whole.First)] };
            ExecutionPlan placed = MemoryPlanner.Place(plan, buffers, lifetimes.With(buffer, shortened));
            if (buffers.All.Any(other => other != buffer && Meet(buffer, other, lifetimes) && Overlap(buffer, other, plan.GroupSize)))
            {
                Assert.Contains("overlap", Refusal(placed), StringComparison.Ordinal);
                refused++;
            }
            else
            {
                PlanVerifier.Verify(placed);
            }
        }

        Assert.True(refused > 0 || purpose == nameof(Purpose.LayerOutputs), "No shorter lifetime changed anything.");
    }

    [Fact]
    public void The_message_says_who_overlaps_whom_and_where()
    {
        ExecutionPlan plan = Plan(256, nameof(Purpose.Training));
        plan.Steps[1].Output.Place = plan.Steps[1].Output.Place with { Offset = plan.Steps[0].Output.Place.Offset + 16 };

        Assert.Contains("In the worker's buffers, Conv2d overlaps Input", Refusal(plan), StringComparison.Ordinal);
    }

    [Fact]
    public void A_buffer_that_ends_behind_its_block_is_refused()
    {
        ExecutionPlan plan = Plan(256, nameof(Purpose.Inference));
        plan.Output.Place = plan.Output.Place with { Offset = plan.WorkLength };

        Assert.Contains("ends behind the block", Refusal(plan), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_never_placed_is_refused()
    {
        ExecutionPlan plan = Plan(256, nameof(Purpose.Training));
        plan.Steps[^1].Input.GradientPlace = default;

        Assert.Contains("has no place", Refusal(plan), StringComparison.Ordinal);
    }

    [Fact]
    public void A_border_that_nobody_asked_for_is_missed()
    {
        ExecutionPlan plan = Plan(256, nameof(Purpose.Training));
        plan.Steps[1].Input.Border = default;

        Assert.Contains("reads beyond the border", Refusal(plan), StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_reads_another_tensor_is_refused()
    {
        ExecutionPlan plan = Plan(256, nameof(Purpose.Training));
        Step stray = plan.Steps[2] with { Site = plan.Steps[2].Site with { Inputs = [plan.Steps[2].Output] } };

        Assert.Contains("Conv2d1 reads what no step before it makes", Refusal(plan with { Steps = plan.Steps.SetItem(2, stray) }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_whose_values_nobody_reads_is_refused()
    {
        ExecutionPlan plan = Plan(256, nameof(Purpose.Training));

        Assert.Contains("A step makes what no step reads", Refusal(plan with { Output = plan.Steps[1].Output }), StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_no_step_makes_is_refused()
    {
        ExecutionPlan plan = Plan(256, nameof(Purpose.Training));

        Assert.Contains("No step makes the output", Refusal(plan with { Output = new Tensor(plan.Output.Shape, isRow: true) }), StringComparison.Ordinal);
    }

    [Fact]
    public void Room_for_one_sample_where_all_samples_of_a_group_are_carried_is_refused()
    {
        ExecutionPlan plan = Plan(256, nameof(Purpose.Inference));
        plan.Output.Place = plan.Output.Place with { Stride = 0 };

        Assert.Contains("There is room for one sample only of ", Refusal(plan), StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_with_the_wrong_shape_is_refused()
    {
        ExecutionPlan plan = Plan(256, nameof(Purpose.Training));
        Step softmax = plan.Steps[^1];
        var wider = new Tensor(Shape.Vector(softmax.Input.Size + 1), isRow: true);
        Step wrong = softmax with { Site = softmax.Site with { Output = wider } };

        ExecutionPlan broken = plan with { Steps = plan.Steps.SetItem(plan.Steps.Length - 1, wrong), Output = wider };

        Assert.Contains("changes the shape", Refusal(broken), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_lie_in_two_ways_in_two_plans_are_refused()
    {
        FormPlans plans = FormPlans.Of(PlannedNetworks.TwoConvolutions(), VectorForm.Vector256);
        plans.Training.Steps[1].Output.Border = new Border(1, 1, 1, 1);

        Assert.Contains("lies in another way", Assert.Throws<InvalidOperationException>(plans.Verify).Message, StringComparison.Ordinal);
    }

    private static bool Overlaps(ExecutionPlan plan)
    {
        try
        {
            PlanVerifier.Verify(plan);
            return false;
        }
        catch (InvalidOperationException refusal)
        {
            return refusal.Message.Contains("overlap", StringComparison.Ordinal);
        }
    }

    private static string Refusal(ExecutionPlan plan) => Assert.Throws<InvalidOperationException>(() => PlanVerifier.Verify(plan)).Message;

    private static ExecutionPlan Plan(int bits, string purpose) =>
        Planner.Plan(PlannedNetworks.TwoConvolutions(), Array.Find(VectorForm.All, form => form.Bits == bits)!, Enum.Parse<Purpose>(purpose));

    private static bool Meet(PlanBuffer one, PlanBuffer other, Lifetimes lifetimes) => one.Place.Block == other.Place.Block && one.Place.Block switch
    {
        Block.Work => lifetimes[one].Meets(lifetimes[other]),
        Block.Batch => lifetimes[one].MeetsInBatch(lifetimes[other]),
        _ => true,
    };

    private static bool Overlap(PlanBuffer one, PlanBuffer other, int samples) => one.Place.Block == other.Place.Block
        && one.Place.Offset < End(other, samples) && other.Place.Offset < End(one, samples);

    private static int End(PlanBuffer buffer, int samples) => buffer.Place.Offset + (buffer.Place.Stride * (samples - 1)) + buffer.Floats;
}
