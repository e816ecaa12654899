using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps;

/// <summary>Where a step stands in a plan, and what it is about.</summary>
/// <param name="Node">The layer it comes from; with fusion the first of them.</param>
/// <param name="Name">Begins the names of its methods and places: "Conv2d".</param>
/// <param name="Text">The layers in the words of the attributes, with shapes.</param>
internal sealed record StepSite(Setting Setting, Node Node, string Name, string Text, ImmutableArray<Tensor> Inputs, Tensor Output);

/// <summary>
/// One operation of a plan. A kind of step says all about itself: what memory it needs, which kernels it consists of and what each of them reads
/// and writes, what must hold. Memory planner, verifier and drivers ask for these and know no kinds.
/// </summary>
internal abstract record Step(StepSite Site)
{
    public Setting Setting => Site.Setting;

    public VectorForm Form => Setting.Form;

    public Node Node => Site.Node;

    public string Name => Site.Name;

    public string Text => Site.Text;

    public ImmutableArray<Tensor> Inputs => Site.Inputs;

    public Tensor Input => Inputs[0];

    public Tensor Output => Site.Output;

    /// <summary>All tensors that it makes: one, but for a fork.</summary>
    public virtual ImmutableArray<Tensor> Outputs => [Output];

    /// <summary>Whether the values of its outputs are others than those of its input.</summary>
    public bool MakesValues => !Output.Is(Input);

    /// <summary>How the step runs, in words: which tiles, which chunks, what is fused.</summary>
    public abstract string Words { get; }

    /// <summary>The methods that it consists of in this plan; within a stage in the order in which they run.</summary>
    public abstract ImmutableArray<Kernel> Kernels { get; }

    /// <summary>The memory that they need beside values and gradients. The same objects whenever it is asked for: they keep their places.</summary>
    public virtual ImmutableArray<Need> Needs => [];

    /// <summary>The layers whose parameters are this step's: its own, or, where others became part of it, theirs too.</summary>
    public virtual ImmutableArray<Node> Owned => [];

    /// <summary>The parameters of these layers, one layer's behind the other's.</summary>
    public ImmutableArray<ParameterSpec> Parameters => [.. Owned.SelectMany(node => node.Parameters)];

    /// <summary>The plan passes it by: its output is its input, in the same place.</summary>
    public virtual bool IsSkipped => false;

    /// <summary>Whether it does a layer's work, rather than what the plan wants for itself.</summary>
    public virtual bool IsOfLayer => true;

    /// <summary>Whether it runs on the way back alone, to make once more what was not kept.</summary>
    public virtual bool IsOfWayBack => false;

    /// <summary>Whether its kernels find the pixels of an input or output by the strides of that tensor, so that these may lie within another one's.</summary>
    public virtual bool TakesStrides(Tensor tensor) => false;

    /// <summary>The same of the gradient by its output, which its kernels read.</summary>
    public virtual bool TakesGradientStrides => false;

    /// <summary>Whether its way back reads the values of its input, and may find them made once more.</summary>
    public virtual bool ReadsInputBack => false;

    /// <summary>
    /// Whether it takes all samples of a group, though these are images: what it reads beside them is far larger than they are. In training it does so on both ways. The same in every
    /// form.
    /// </summary>
    public virtual bool TakesGroups => false;

    /// <summary>Whether it is large enough for threads to share one sample of it.</summary>
    public virtual bool IsShared => false;

    /// <summary>The function that losses may be fused with where the step makes the network's output; linear where it is none of these.</summary>
    public virtual Activation OutputActivation => Activation.Linear;

    /// <summary>Floating-point operations of one sample's forward pass, as far as layers count them: none for what only follows from another step.</summary>
    public virtual long ForwardFlops => 0;

    /// <summary>Whether training changes any of its parameters.</summary>
    public bool Trains => Parameters.Any(parameter => parameter.IsTrainable);

    /// <summary>Whether the plan comes back through it: for the gradients by its parameters, or by its input.</summary>
    protected bool GoesBack => Setting.Trains && (Trains || Input.NeedsGradient);

    /// <summary>The values that its way back reads, of its inputs and outputs: what <see cref="Tensor.Identity"/> tells them apart by.</summary>
    public IEnumerable<object> ValuesReadBack => Kernels
        .Where(kernel => kernel.Stage == Stage.Backward)
        .SelectMany(kernel => kernel.Operands)
        .Where(operand => operand.Kind == OperandKind.Values)
        .Select(operand => operand.Tensor!.Identity)
        .Distinct();

    /// <summary>Asks for the layout that it wants of its inputs.</summary>
    public virtual void DemandLayout()
    {
    }

    /// <summary>What the kind of step objects to in this plan, in words; nothing in a sound one.</summary>
    public virtual IEnumerable<string> Faults() => [];

    /// <summary>A kernel of the step; what is null of its operands does not exist.</summary>
    protected Kernel Kernel(string name, Stage stage, Cut cut, Action<CodeWriter, Kernel> body, params Operand?[] operands) =>
        new(Name + name, stage, cut, [.. operands.OfType<Operand>()], body);

    /// <summary>The kernel that makes a sample's output of its input, and reads nothing else.</summary>
    protected Kernel ForwardOfSample(Action<CodeWriter, Kernel> body) =>
        Kernel("Forward", Stage.Forward, Cut.Sample, body, Operand.Values("x", Input), Operand.Values("y", Output, Access.Writes));

    /// <summary>The kernels that make a sample's output of what it reads: one of all rows and, where these are several parts, one of a part, which threads may share and the first calls.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="body">What writes the kernel of a part, whose number is s where there are several.</param>
    /// <param name="operands">What either reads and writes.</param>
    protected IEnumerable<Kernel> ForwardOfRows(RowParts parts, Action<CodeWriter, Kernel> body, params Operand?[] operands)
    {
        if (parts.Count == 1)
        {
            yield return Kernel("Forward", Stage.Forward, Cut.Sample, body, operands);
            yield break;
        }

        Kernel part = Kernel("Rows", Stage.Forward, Cut.Part, body, [.. operands, Operand.Number("s", OperandKind.Part)]) with { Items = parts.Count };
        yield return Kernel("Forward", Stage.Forward, Cut.Sample, (writer, kernel) => RowParts.WriteAll(writer, kernel, part, Text), operands);
        yield return part;
    }

    /// <summary>The kernel that adds up what lanes have summed, in one job.</summary>
    /// <param name="lanes">Where each lane has its sums.</param>
    /// <param name="body">What writes it.</param>
    /// <param name="first">The first of the parameters whose gradient that is.</param>
    /// <param name="count">How many.</param>
    protected Kernel Reduce(Need lanes, Action<CodeWriter, Kernel> body, int first = 0, int count = 1) =>
        Kernel("Reduce", Stage.Reduce, Cut.Whole, body, Operand.OfLanes("lanes", lanes), Operand.ParameterGradient("gradient", first, count));

    /// <summary>The fault of a step that must not change the shape, where it does.</summary>
    protected IEnumerable<string> FaultsOfShape() => Input.Shape == Output.Shape ? [] : [$"{Name} changes the shape."];

    /// <summary>The fault of a step that gives an output of another shape than its layer's.</summary>
    protected IEnumerable<string> FaultsOfShape(Shape shape) => shape == Output.Shape ? [] : [$"{Name} gives another shape than its output's."];
}
