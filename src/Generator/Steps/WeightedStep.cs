using System;
using System.Collections.Immutable;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps;

/// <summary>Sums of products with a layer's weights, and what is done to them before they are stored.</summary>
/// <param name="Site">Where it stands.</param>
/// <param name="HasBias">Whether a bias is added.</param>
/// <param name="Activation">What is fused with it of the activation behind, whose derivative follows from its output; linear where that is a step of its own.</param>
/// <param name="Normalization">The batch normalization that is part of the weights as predictions read them, between the sums and the activation; or null.</param>
/// <param name="NegativeSlope">The activation's slope below 0, of LeakyReLU.</param>
internal abstract record WeightedStep(StepSite Site, bool HasBias, Activation Activation, Node? Normalization, double NegativeSlope) : Step(Site)
{
    /// <summary>Floats that one job of the weight gradient adds up.</summary>
    private const int JobFloats = 16 * 1024;

    /// <summary>Whether something is added to the sums: a bias, or a normalization's term.</summary>
    public bool AddsToSums => HasBias || Normalization is not null;

    /// <summary>Whether the gradient by the bias is wanted.</summary>
    public bool TrainsBias => Trains && HasBias;

    /// <summary>What is said of the packed weights behind the words for their order.</summary>
    public string AddedWords => Normalization is not null ? ", normalized, then what is added" : HasBias ? ", then the bias" : "";

    public override ImmutableArray<Node> Owned => Normalization is null ? [Node] : [Node, Normalization];

    /// <summary>What the weights are packed from, and where to.</summary>
    /// <param name="packed">Their place.</param>
    /// <param name="first">The kernel's place among the parameters of the layer.</param>
    protected Operand?[] PackOperands(Need packed, int first = 0) =>
    [
        Operand.Parameter("kernel", first),
        HasBias ? Operand.Parameter("bias", first + 1) : null,
        .. Normalization is null ? [] : BatchNormalizationStep.ParameterOperands(Normalization, Node.Parameters.Length),
        Operand.Of("packed", packed, Access.Writes),
    ];

    /// <summary>The kernel that adds up what lanes have summed for the weights, in jobs of some rows.</summary>
    /// <param name="lanes">Where each lane has its sums.</param>
    /// <param name="body">What writes it.</param>
    /// <param name="rows">Rows of the sums.</param>
    /// <param name="rowLength">Floats in each.</param>
    /// <param name="first">The kernel's place among the parameters of the layer.</param>
    /// <param name="count">How many parameters have their gradient there.</param>
    protected Kernel ReduceRows(Need lanes, Action<CodeWriter, Kernel> body, int rows, int rowLength, int first, int count) => Kernel(
        "Reduce",
        Stage.Reduce,
        Cut.Range,
        body,
        Operand.OfLanes("lanes", lanes),
        Operand.Number("first", OperandKind.First),
        Operand.Number("end", OperandKind.End),
        Operand.ParameterGradient("gradient", first, count)) with
    { Items = rows, ItemsPerJob = Math.Max(1, JobFloats / rowLength) };
}
