using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

/// <summary>
/// How one network runs in one vector form for one purpose: the steps, what is fused, where everything lies. Emission only writes it down.
/// </summary>
internal sealed record ExecutionPlan
{
    private readonly ImmutableArray<Step> _steps;
    private Segments? _segments;
    private ImmutableArray<GradientMark>? _marks;

    public required Network Network { get; init; }

    public required Setting Setting { get; init; }

    /// <summary>The steps, each behind those that make what it reads.</summary>
    public required ImmutableArray<Step> Steps
    {
        get => _steps;
        init
        {
            _steps = value;
            Stretches = Stretch.Cut(value);
            _segments = null;
            _marks = null;
        }
    }

    /// <summary>The same steps, cut where samples become rows of matrices, or images again.</summary>
    public ImmutableArray<Stretch> Stretches { get; private init; }

    /// <summary>A lane's way through them, cut where all lanes meet. Known once it is known how many samples are carried together.</summary>
    public Segments Segments => _segments ??= Segments.Of(this);

    /// <summary>Where, on their way back, lanes have left what gradients behind are made of, from the last layer on. Known with the places.</summary>
    public ImmutableArray<GradientMark> Marks => _marks ??= GradientMarks.Of(this);

    public required Tensor Input { get; init; }

    public required Tensor Output { get; init; }

    /// <summary>What the output activation was applied to; the output itself where that is linear.</summary>
    public required Tensor Logits { get; init; }

    /// <summary>The activation between <see cref="Logits"/> and <see cref="Output"/>.</summary>
    public required Activation OutputActivation { get; init; }

    /// <summary>What each node puts out; nothing where the node is fused with the one behind it.</summary>
    public required ImmutableArray<Tensor?> NodeOutputs { get; init; }

    /// <summary>Where the parameters lie in the flat block.</summary>
    public required ParameterLayout Parameters { get; init; }

    /// <summary>Poolings that keep a loop over their window, and a method of their own, for the sake of the JIT's limits.</summary>
    public required ImmutableArray<Node> Rolled { get; init; }

    /// <summary>Floats of the blocks of memory: that of the batch for one of its samples, that of lanes for one of them.</summary>
    public int WeightsLength { get; init; }

    public int WorkLength { get; init; }

    public int BatchLength { get; init; }

    public int LaneLength { get; init; }

    /// <summary>What a lane sums up, where it meets others on its way: there sums that are complete make room for new ones. Empty where all are there all the way.</summary>
    public ImmutableArray<LaneBeginning> LaneBeginnings { get; init; } = [];

    /// <summary>The most lanes that a batch is cut into. All forms of a network have the same, so it is set when these are known.</summary>
    public int MaxLanes { get; init; }

    public VectorForm Form => Setting.Form;

    /// <summary>Samples carried together.</summary>
    public int GroupSize => Setting.GroupSize;

    /// <summary>Samples of which a lane has whole groups. Where more are carried together, these are of several lanes.</summary>
    public int LaneGroup => Math.Min(GroupSize, Setting.LargestGroup);

    /// <summary>
    /// Whether all that is made are rows of matrices, and training leaves nothing on its way that is added up over the samples of a lane: then it makes no difference to any sum which of
    /// these are carried together.
    /// </summary>
    public bool MakesRows =>
        Steps.All(step => step.IsSkipped || step.Output.IsRow)
        && !Steps.Any(step => step.Needs.Any(need => need.Block == Block.Lane) || step.Kernels.Any(kernel => kernel.Cut == Cut.Meeting));

    /// <summary>
    /// Lanes whose samples dense layers add up as one. To keep lanes apart takes an addition for each of them and each weight, which is felt where dense layers are most
    /// of the work; there it is done for every second lane, and parts of a batch that are computed apart are two lanes at least.
    /// </summary>
    public int LeastPart
    {
        get
        {
            IEnumerable<Step> dense = Steps.Where(step => step.Kernels.Any(AddsUpLaneByLane));
            return 2 * dense.Sum(step => step.ForwardFlops) > Steps.Sum(step => step.ForwardFlops) ? 2 : 1;
        }
    }

    /// <summary>Whether threads may share samples: some step of the first stretches is large enough. The same in every form.</summary>
    public bool SharesSamples => FirstStretches.Any(stretch => stretch.Steps.Any(step => step.IsShared));

    /// <summary>What threads that share samples do in phases: the stretches before samples become rows, and on to the last step on rows that they share. Known with the places.</summary>
    public ImmutableArray<Stretch> FirstStretches => Stretch.Split(Stretches).First;

    /// <summary>What follows when all samples of a group are through the first stretches: one thread does it.</summary>
    public ImmutableArray<Stretch> LastStretches => Stretch.Split(Stretches).Last;

    private static bool AddsUpLaneByLane(Kernel kernel) =>
        kernel.Stage == Stage.Reduce && kernel.Operands.Any(operand => operand.Kind == OperandKind.LaneSize);

    /// <summary>The length of a block.</summary>
    public int LengthOf(Block block) => block switch
    {
        Block.Weights => WeightsLength,
        Block.Work => WorkLength,
        Block.Batch => BatchLength,
        Block.Lane => LaneLength,
        _ => 0,
    };

    /// <summary>The tensor that holds a layer's output. Only without fusion does every layer have one.</summary>
    public Tensor OutputOf(Node node) => NodeOutputs[node.Index] ?? throw new InvalidOperationException($"{node.Name} is fused with the layer behind it.");

    /// <summary>A step's number, which tells its random numbers from those of other steps.</summary>
    public int NumberOf(Step step)
    {
        int number = 0;
        foreach (Step before in Steps.TakeWhile(before => !ReferenceEquals(before, step)))
        {
            number += before.IsOfWayBack ? 0 : 1;
        }

        return number;
    }

    /// <summary>The name of the step that makes a tensor's values.</summary>
    public string NameOf(Tensor tensor) => Steps.FirstOrDefault(step => step.Outputs.Any(tensor.Is))?.Name ?? "Input";

    /// <summary>The name of the gradient by a tensor, or of that which it is a part of, after the step that makes the values; a fork numbers those of its outputs.</summary>
    public string GradientNameOf(Tensor tensor)
    {
        foreach (Step step in Steps)
        {
            int output = step.Outputs.ToList().FindIndex(output => output.GradientIdentity == tensor.GradientIdentity && output.FirstGradientChannel is null);
            if (output >= 0)
            {
                return step.Name + "Gradient" + (step.Outputs.Length == 1 ? "" : Literal.Of(output + 1));
            }
        }

        return "InputGradient";
    }

    /// <summary>Where the gradient and the values of a parameter of a step begin in the flat block.</summary>
    public int OffsetOf(Step step, int parameter)
    {
        int index = parameter;
        foreach (Node node in step.Owned)
        {
            if (index < node.Parameters.Length)
            {
                return Parameters.OffsetOf(node, index);
            }

            index -= node.Parameters.Length;
        }

        throw new ArgumentOutOfRangeException(nameof(parameter), parameter, $"{step.Name} has {step.Parameters.Length} parameters.");
    }
}

/// <summary>Sums of a lane, and from when on.</summary>
/// <param name="Buffer">Where it keeps them.</param>
/// <param name="Segment">The segment at whose beginning they are zero.</param>
internal sealed record LaneBeginning(PlanBuffer Buffer, int Segment);
