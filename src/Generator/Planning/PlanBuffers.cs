using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

/// <summary>All that wants a place in a plan's memory: the values of tensors, the gradients by them, and what steps need beside.</summary>
internal sealed class PlanBuffers
{
    private readonly Dictionary<object, PlanBuffer> _values = [];
    private readonly Dictionary<object, PlanBuffer> _gradients = [];
    private readonly Dictionary<Need, PlanBuffer> _needs = [];
    private readonly List<PlanBuffer> _all = [];

    private PlanBuffers()
    {
    }

    /// <summary>In the order of the steps.</summary>
    public IReadOnlyList<PlanBuffer> All => _all;

    public static PlanBuffers Of(ExecutionPlan plan)
    {
        var buffers = new PlanBuffers();
        buffers.AddGradient("Input gradient", plan.Network.Nodes[0], plan.Input, isWanted: plan.Input.NeedsGradient);
        foreach (Step step in plan.Steps)
        {
            buffers.AddValues(step);
            foreach (Tensor output in plan.Setting.Trains ? step.Outputs : [])
            {
                buffers.AddGradient(step.Name + " gradient", step.Node, output, output.NeedsGradient || output.Is(plan.Output) || output.Is(plan.Logits));
            }

            // One step may read what another has.
            foreach (Need need in step.IsSkipped ? [] : step.Needs.Where(need => !buffers._needs.ContainsKey(need)))
            {
                buffers.Add(buffers._needs, need, new NeedBuffer($"{step.Name} {need.Name}", step.Node, need));
            }
        }

        return buffers;
    }

    /// <summary>What an operand is about; null for numbers, for parameters, and for the sample as the caller gave it.</summary>
    public PlanBuffer? Of(Operand operand) => operand.Kind switch
    {
        OperandKind.Values => Find(_values, operand.Tensor!.PlaceIdentity),
        OperandKind.Gradient => Find(_gradients, operand.Tensor!.GradientIdentity),
        _ => operand.Need is { } need ? Find(_needs, need) : null,
    };

    private void AddValues(Step step)
    {
        if (!step.IsSkipped)
        {
            foreach (Tensor output in step.Outputs.Where(output => step.MakesValues && !_values.ContainsKey(output.PlaceIdentity)))
            {
                Add(_values, output.PlaceIdentity, new ValueBuffer(step.Name, step.Node, output));
            }
        }
        else if (Find(_values, step.Input.PlaceIdentity) is { } same)
        {
            // A step that is passed by leaves its output where its input lies.
            _values[step.Output.PlaceIdentity] = same;
        }
    }

    private void AddGradient(string name, Node layer, Tensor tensor, bool isWanted)
    {
        if (isWanted && !_gradients.ContainsKey(tensor.GradientIdentity))
        {
            Add(_gradients, tensor.GradientIdentity, new GradientBuffer(name, layer, tensor));
        }
    }

    private void Add<T>(Dictionary<T, PlanBuffer> buffers, T key, PlanBuffer buffer)
        where T : notnull
    {
        buffers[key] = buffer;
        _all.Add(buffer);
    }

    private static PlanBuffer? Find<T>(Dictionary<T, PlanBuffer> buffers, T key)
        where T : notnull => buffers.TryGetValue(key, out PlanBuffer buffer) ? buffer : null;
}
