using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Steps;

/// <summary>
/// Batch normalization on its own, and the activation behind it where that is fused. It takes the moving statistics where the layer is not trained: in
/// predictions, in evaluations, and in training if the layer is not trainable.
/// </summary>
internal sealed record BatchNormalizationStep : Step
{
    private readonly Need _weights;

    public BatchNormalizationStep(StepSite site, BatchNormalization layer, Activation activation = Activation.Linear, double negativeSlope = ActivationLayer.DefaultSlope)
        : base(site)
    {
        Layer = layer;
        Activation = activation;
        NegativeSlope = negativeSlope;
        Plan = new BatchNormalizationPlan(Form, Input.Shape);
        _weights = new Need(Setting.Named("Weights"), Block.Weights, Plan.PackedLength);
    }

    public BatchNormalization Layer { get; }

    /// <summary>The fused activation; linear where it is a step of its own.</summary>
    public Activation Activation { get; }

    public double NegativeSlope { get; }

    public BatchNormalizationPlan Plan { get; }

    /// <summary>Whether this plan normalizes with the statistics of a batch.</summary>
    public bool TakesBatchStatistics => Setting.Trains && Layer.IsTrainable;

    public override string Words => ElementwiseEmitter.Words(Form);

    public override long ForwardFlops => Node.ForwardFlops;

    public override ImmutableArray<Node> Owned => [Node];

    public override ImmutableArray<Need> Needs => [_weights];

    public override ImmutableArray<Kernel> Kernels =>
    [
        Pack,
        .. TakesBatchStatistics ? TrainingKernels() : Input.NeedsGradient ? [Forward, Backward] : [Forward],
    ];

    private Kernel Pack => Kernel(
        "Pack",
        Stage.Pack,
        Cut.Whole,
        (writer, kernel) => BatchNormalizationEmitter.WritePack(writer, kernel, this),
        [.. ParameterOperands(), Operand.Of("packed", _weights, Access.Writes)]);

    private Kernel Forward => Kernel(
        "Forward",
        Stage.Forward,
        Cut.Sample,
        (writer, kernel) => BatchNormalizationEmitter.WriteForward(writer, kernel, this, Text),
        Operand.Values("x", Input),
        Operand.Of("weights", _weights),
        Operand.Values("y", Output, Access.Writes));

    private Kernel Evaluate => Kernel(
        "Evaluate",
        Stage.Forward,
        Cut.Sample,
        (writer, kernel) => BatchNormalizationEmitter.WriteForward(writer, kernel, this, $"{Text}: with the moving statistics, when not training."),
        Operand.Values("x", Input),
        Operand.Of("weights", _weights),
        Operand.Values("y", Output, Access.Writes)) with
    { Condition = Condition.WhileEvaluating };

    private Kernel Backward => Kernel(
        "Backward",
        Stage.Backward,
        Cut.Sample,
        (writer, kernel) => BatchNormalizationEmitter.WriteBackward(writer, kernel, this),
        Operand.Of("weights", _weights),
        Operand.Gradient("dy", Output),
        Operand.Gradient("dx", Input, Access.Writes));

    public override IEnumerable<string> Faults() => FaultsOfShape();

    /// <summary>The layer's parameters under Keras's names, which kernels that pack read.</summary>
    /// <param name="layer">The layer in its place.</param>
    /// <param name="first">The number of its first parameter among those of the step.</param>
    public static IEnumerable<Operand> ParameterOperands(Node layer, int first = 0) =>
        layer.Parameters.Select((parameter, i) => Operand.Parameter(LocalOf(parameter.Role), first + i));

    private IEnumerable<Operand> ParameterOperands() => ParameterOperands(Node);

    /// <summary>"moving_mean" as "movingMean".</summary>
    private static string LocalOf(string role) => string.Concat(role.Split('_').Select((word, i) => i == 0 ? word : char.ToUpperInvariant(word[0]) + word.Substring(1)));

    private IEnumerable<Kernel> TrainingKernels()
    {
        yield return Kernel("Train", Stage.Forward, Cut.Sample, Refuse, Operand.Values("x", Input), Operand.Values("y", Output, Access.Writes)) with
        { Condition = Condition.WhileTraining };
        yield return Evaluate;
        if (Input.NeedsGradient)
        {
            yield return Kernel("Backward", Stage.Backward, Cut.Sample, Refuse, Operand.Gradient("dy", Output), Operand.Gradient("dx", Input, Access.Writes));
        }

        int trainable = Parameters.Count(parameter => parameter.IsTrainable);
        if (trainable > 0)
        {
            yield return Kernel("Reduce", Stage.Reduce, Cut.Whole, Refuse, Operand.ParameterGradient("gradient", 0, trainable));
        }
    }

    private void Refuse(CodeWriter writer, Kernel kernel)
    {
        writer.Heading($"{Text}: training with the statistics of the batch.");
        using (kernel.Open(writer))
        {
            if (kernel.Stage == Stage.Forward)
            {
                writer.Line("_ = x;");
            }

            writer.Line("throw new NotSupportedException(\"Batch normalization is not trained yet: declare it with Trainable = false.\");");
        }
    }
}
