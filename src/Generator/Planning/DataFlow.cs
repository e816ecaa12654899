using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

/// <summary>
/// Follows a plan from kernel to kernel: whatever one reads, another has written before; whatever one names has a place that it can reach; all
/// outputs, gradients and packed weights are written, and by one kernel each; and no memory is asked for that no kernel reads.
/// </summary>
internal sealed class DataFlow
{
    private readonly ExecutionPlan _plan;
    private readonly HashSet<object> _values = [];
    private readonly HashSet<object> _gradients = [];
    private readonly HashSet<Need> _needs = [];
    private readonly HashSet<Need> _used = [];
    private readonly HashSet<(Node Node, int Index)> _packed = [];
    private readonly HashSet<(Node Node, int Index)> _completed = [];

    private DataFlow(ExecutionPlan plan)
    {
        _plan = plan;
        _values.Add(plan.Input.Identity);
    }

    public static void Verify(ExecutionPlan plan)
    {
        var flow = new DataFlow(plan);
        flow.Pack();
        flow.Forward();
        if (plan.Setting.Trains)
        {
            flow.Score();
            flow.Backward();
            flow.Reduce();
            flow.ChangeState();
        }

        flow.RequireAllNamed();
    }

    private IEnumerable<Step> Steps => _plan.Steps.Where(step => !step.IsSkipped);

    private static void Require(bool holds, string otherwise) => PlanVerifier.Require(holds, otherwise);

    private void Pack()
    {
        foreach (Step step in Steps)
        {
            Run(step, Stage.Pack);
        }

        // Steps of one layer share its parameters: only all together do they pack them all.
        foreach (Step step in Steps)
        {
            for (int i = 0; i < step.Parameters.Length; i++)
            {
                Require(
                    _packed.Contains((step.Node, i)) || ReadsInPlace(step, i),
                    $"{step.Name} does not pack its parameter {step.Parameters[i].Role}, nor read it on the way forward.");
            }
        }
    }

    private static bool ReadsInPlace(Step step, int parameter) => step.Kernels
        .Where(kernel => kernel.Stage == Stage.Forward)
        .SelectMany(kernel => kernel.Operands)
        .Any(operand => operand.Kind == OperandKind.Parameter && operand.FirstParameter == parameter);

    private void Forward()
    {
        foreach (Step step in _plan.Steps.Where(step => !step.IsOfWayBack))
        {
            if (step.IsSkipped)
            {
                Require(step.Inputs.All(input => _values.Contains(input.Identity)), $"{step.Name} passes on what was not written.");
                _values.Add(step.Output.Identity);
                continue;
            }

            Run(step, Stage.Forward);
            Require(
                !step.MakesValues || step.Inputs.All(input => Names(step, Stage.Forward, OperandKind.Values, input) || LiesWithin(input, step.Output)),
                $"No kernel of {step.Name} reads its input, or not all of them.");
            if (step.Inputs.All(input => LiesWithin(input, step.Output)))
            {
                _values.Add(step.Output.Identity);
            }

            Require(step.Outputs.All(output => _values.Contains(output.Identity)), $"No kernel of {step.Name} writes its output.");
        }
    }

    /// <summary>Whether a tensor is a part of another, so that what writes the one writes the other.</summary>
    private static bool LiesWithin(Tensor tensor, Tensor whole) => tensor.Within is { } part && part.Whole.Is(whole);

    /// <summary>The loss reads the output and writes the gradient by it, or by what the last activation was applied to.</summary>
    private void Score()
    {
        Require(_plan.Output.GradientPlace.Block != Block.None, "The gradient by the output has no place.");
        Require(_plan.Logits.GradientPlace.Block != Block.None, "The gradient by the logits has no place.");
        _gradients.Add(_plan.Output.GradientIdentity);
    }

    private void Backward()
    {
        foreach (Step step in Steps.Reverse())
        {
            Run(step, Stage.Backward);
            if (step.IsOfWayBack)
            {
                Require(step.Outputs.All(output => _values.Contains(output.Identity)), $"No kernel of {step.Name} writes its output.");
                continue;
            }

            Require(
                step.Kernels.All(kernel => kernel.Stage != Stage.Backward)
                    || step.Outputs.All(output => Names(step, Stage.Backward, OperandKind.Gradient, output)),
                $"No kernel of {step.Name} reads the gradient by its output.");
            Require(
                step.Inputs.All(input => !input.NeedsGradient || _gradients.Contains(input.GradientIdentity)),
                $"No kernel of {step.Name} writes the gradient by its input.");
        }
    }

    private void Reduce()
    {
        foreach (Step step in Steps)
        {
            Run(step, Stage.Reduce);
        }

        foreach (Step step in Steps)
        {
            for (int i = 0; i < step.Parameters.Length; i++)
            {
                Require(
                    _completed.Contains((step.Node, i)) == step.Parameters[i].IsTrainable,
                    $"{step.Name} does not write the gradient by its parameter {step.Parameters[i].Role}, or one that nobody trains.");
            }
        }
    }

    private void ChangeState()
    {
        foreach (Step step in Steps)
        {
            Run(step, Stage.State);
        }
    }

    private void RequireAllNamed()
    {
        foreach (Step step in Steps)
        {
            foreach (Need need in step.Needs)
            {
                Require(_used.Contains(need), $"{step.Name} asks for {need.Name}, which none of its kernels reads.");
            }

            var signatures = new HashSet<string>();
            foreach (Kernel kernel in step.Kernels)
            {
                bool goesForward = kernel.Stage is Stage.Pack or Stage.Forward;
                bool belongs = _plan.Setting.Trains || (goesForward && kernel.Condition == Condition.Always && !kernel.GivesPenalty);
                Require(signatures.Add(kernel.Signature), $"Two kernels of {step.Name} have one signature.");
                Require(belongs, $"{kernel.Name} does not belong into a plan that goes forward alone.");
                Require((kernel.Cut != Cut.Range && !kernel.IsPart) || kernel.Items > 0, $"{kernel.Name} does not say into how much it is cut.");
            }
        }
    }

    private static bool Names(Step step, Stage stage, OperandKind kind, Tensor tensor) => step.Kernels
        .Where(kernel => kernel.Stage == stage)
        .SelectMany(kernel => kernel.Operands)
        .Any(operand => operand.Kind == kind && operand.Access == Access.Reads && IdentityOf(operand.Tensor!, kind) == IdentityOf(tensor, kind));

    private static object IdentityOf(Tensor tensor, OperandKind kind) => kind == OperandKind.Gradient ? tensor.GradientIdentity : tensor.Identity;

    private void Run(Step step, Stage stage)
    {
        // Of two kernels under opposite conditions either one does the step's work; parts of a sample do what another kernel does whole.
        Kernel[] kernels = [.. step.Kernels.Where(kernel => kernel.Stage == stage)];
        foreach (Kernel kernel in kernels)
        {
            foreach (Operand operand in kernel.Operands)
            {
                RequireReach(step, kernel, operand);
                Read(step, kernel, operand);
                if (operand.Kind == OperandKind.Parameter && stage == Stage.Pack)
                {
                    _packed.Add((step.Node, operand.FirstParameter));
                }
            }
        }

        RequireAlternatives(step, kernels);
        foreach (Kernel kernel in kernels.Where(kernel => kernel.Condition != Condition.WhileEvaluating && !kernel.IsPart))
        {
            foreach (Operand operand in kernel.Operands.Where(operand => operand.Access != Access.Reads))
            {
                Write(step, kernel, operand);
            }
        }
    }

    private static void RequireAlternatives(Step step, Kernel[] kernels)
    {
        Require(
            kernels.Any(kernel => kernel.Condition == Condition.WhileTraining) == kernels.Any(kernel => kernel.Condition == Condition.WhileEvaluating),
            $"{step.Name} has a kernel for training or for evaluating, and none for the other.");
        foreach (Kernel part in kernels.Where(kernel => kernel.IsPart))
        {
            Require(
                kernels.Any(kernel => kernel.Cut is Cut.Sample or Cut.Group && Written(kernel).SetEquals(Written(part))), $"{part.Name} is a part of no kernel.");
        }
    }

    private static HashSet<object> Written(Kernel kernel) =>
        [.. kernel.Operands.Where(operand => operand.Access == Access.Writes).Select(operand => operand.Tensor?.Identity ?? (object?)operand.Need ?? kernel)];

    private void RequireReach(Step step, Kernel kernel, Operand operand)
    {
        if (operand.Need is { } need)
        {
            Require(step.Needs.Contains(need), $"{kernel.Name} uses {operand.Name}, which {step.Name} does not ask for.");
            if (operand.Access is Access.Reads or Access.Scratch)
            {
                _used.Add(need);
            }
        }

        if (operand.Tensor is { } tensor)
        {
            IEnumerable<Tensor> all = step.Inputs.Concat(step.Outputs);
            bool isOfStep = all.Concat(all.Select(own => own.OnWayBack)).Any(own => IdentityOf(own, operand.Kind) == IdentityOf(tensor, operand.Kind));
            Require(isOfStep, $"{kernel.Name} uses {operand.Name}, which is neither input nor output of {step.Name}.");
        }

        if (operand.Kind == OperandKind.Parameter && kernel.Stage is Stage.Forward or Stage.Backward)
        {
            Require(_plan.Setting.Trains && kernel.Cut != Cut.Meeting, $"{kernel.Name} reads {operand.Name}, of which only the packed form is at hand there.");
        }

        if (operand.Tensor is not null || operand.Need is not null)
        {
            Place place = operand.Place;
            Require(place.Block != Block.None, $"{kernel.Name} uses {operand.Name}, which has no place.");
            bool reaches = kernel.Stage switch
            {
                _ when kernel.Cut == Cut.Meeting => place.Block is Block.Weights or Block.Lane,
                Stage.State => place.Block == Block.Weights,
                Stage.Pack => place.Block == Block.Weights,
                Stage.Reduce => place.Block is Block.Batch or Block.Lane || (place.Block == Block.Work && operand.Access == Access.Scratch),
                _ => true,
            };
            Require(reaches, $"{kernel.Name} cannot reach {operand.Name} in the block {place.Block}.");
            Require(
                kernel.Cut is not (Cut.Group or Cut.GroupPart) || _plan.GroupSize == 1 || operand.Access == Access.Scratch || place.Block is Block.Weights or Block.Lane || place.Stride > 0,
                $"{kernel.Name} takes a group, and there is room for one sample of {operand.Name} only.");
        }
    }

    private void Read(Step step, Kernel kernel, Operand operand)
    {
        bool isWritten = operand switch
        {
            { Access: not Access.Reads } => true,
            { Kind: OperandKind.Values } => _values.Contains(operand.Tensor!.Identity),
            { Kind: OperandKind.Gradient } => _gradients.Contains(operand.Tensor!.GradientIdentity) || IsWrittenBefore(step, kernel, operand),
            { Need: { } need } => _needs.Contains(need) || IsWrittenBefore(step, kernel, operand),
            _ => true,
        };
        Require(isWritten, $"{kernel.Name} reads {operand.Name}, which no kernel has written.");
    }

    /// <summary>Kernels of a stage run in their order, so that one may read what another of the same step has written just before.</summary>
    private static bool IsWrittenBefore(Step step, Kernel kernel, Operand read) => step.Kernels
        .Where(other => other.Stage == kernel.Stage)
        .TakeWhile(other => other.Signature != kernel.Signature)
        .SelectMany(other => other.Operands)
        .Any(operand => operand.Subject == read.Subject && operand.Access is Access.Writes or Access.Adds);

    private void Write(Step step, Kernel kernel, Operand operand)
    {
        bool isFirst = true;
        switch (operand.Kind)
        {
            case OperandKind.Values:
                isFirst = _values.Add(operand.Tensor!.Identity);
                break;
            case OperandKind.Gradient:
                isFirst = _gradients.Add(operand.Tensor!.GradientIdentity);
                break;
            case OperandKind.ParameterGradient:
                isFirst = Enumerable.Range(operand.FirstParameter, operand.ParameterCount).All(index => _completed.Add((step.Node, index)));
                break;
            case OperandKind.Need when operand.Access == Access.Scratch:
                break;
            case OperandKind.Need:
                isFirst = _needs.Add(operand.Need!);
                break;
            case OperandKind.Parameter when operand.Access == Access.Adds:
                Require(
                    kernel.Stage == Stage.State && !step.Parameters[operand.FirstParameter].IsTrainable,
                    $"{kernel.Name} changes {operand.Name}, which is the optimizer's, or before the step has succeeded.");
                break;
            default:
                Require(false, $"{kernel.Name} writes {operand.Name}, which is no memory.");
                break;
        }

        Require(isFirst, $"{kernel.Name} writes {operand.Name}, which another kernel has written.");
    }
}
