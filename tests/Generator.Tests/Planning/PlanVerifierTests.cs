using System;
using System.Collections.Generic;
using System.Collections.Immutable;
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

    /// <summary>Each place that the planner gives is moved onto another's in the same block.</summary>
    [Theory]
    [MemberData(nameof(Plans))]
    public void Overlapping_places_are_refused(int bits, string purpose)
    {
        int moved = 0;
        for (int i = 0; Moves(Plan(bits, purpose)).Skip(i).Any(); i++)
        {
            ExecutionPlan plan = Plan(bits, purpose);
            Moves(plan).ElementAt(i)();
            Assert.Contains("overlap", Refusal(plan), StringComparison.Ordinal);
            moved++;
        }

        Assert.True(moved >= 8, $"{moved} places were moved.");
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
    public void Room_for_one_sample_where_all_samples_of_a_group_are_carried_is_refused()
    {
        ExecutionPlan plan = Plan(256, nameof(Purpose.Inference));
        plan.Output.Place = plan.Output.Place with { Stride = 0 };

        Assert.Contains("There is room for one sample only of the values of", Refusal(plan), StringComparison.Ordinal);
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

    private static string Refusal(ExecutionPlan plan) => Assert.Throws<InvalidOperationException>(() => PlanVerifier.Verify(plan)).Message;

    private static ExecutionPlan Plan(int bits, string purpose) =>
        Planner.Plan(PlannedNetworks.TwoConvolutions(), Array.Find(VectorForm.All, form => form.Bits == bits)!, Enum.Parse<Purpose>(purpose));

    /// <summary>For everything that has a place, its move onto what lies before it.</summary>
    private static IEnumerable<Action> Moves(ExecutionPlan plan)
    {
        (Place Place, Action<Place> Move)[] all =
        [
            .. from step in plan.Steps.Where(step => !step.IsSkipped)
               from placed in PlacedBy(step)
               where placed.Place.Block != Block.None
               select placed,
        ];
        foreach (var block in all.GroupBy(placed => placed.Place.Block))
        {
            var sorted = block.OrderBy(placed => placed.Place.Offset).ToArray();
            for (int i = 1; i < sorted.Length; i++)
            {
                var (before, placed) = (sorted[i - 1], sorted[i]);
                yield return () => placed.Move(placed.Place with { Offset = before.Place.Offset });
            }
        }
    }

    private static ImmutableArray<(Place Place, Action<Place> Move)> PlacedBy(Step step) =>
    [
        (step.Output.Place, place => step.Output.Place = place),
        (step.Output.GradientIdentity == step.Input.GradientIdentity ? default : step.Output.GradientPlace, place => step.Output.GradientPlace = place),
        .. step.Needs.Select(need => (need.Place, (Action<Place>)(place => need.Place = place))),
    ];
}
