using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Reference;

namespace NetGen.Golden.Tests.Declarations;

internal sealed record ReLUSpec : LayerSpec
{
    public double MaxValue { get; init; } = double.PositiveInfinity;

    public double NegativeSlope { get; init; }

    public double Threshold { get; init; }

    public override string Attribute => new AttributeText("ReLU").Number(nameof(MaxValue), MaxValue, double.PositiveInfinity)
        .Number(nameof(NegativeSlope), NegativeSlope)
        .Number(nameof(Threshold), Threshold)
        .ToString();

    public override IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize) =>
    [
        new ReferenceCurve(
            input,
            x => Math.Min(x > Threshold ? x : NegativeSlope * (x - Threshold), MaxValue),
            x => x <= Threshold ? NegativeSlope : x < MaxValue ? 1 : 0,
            [Threshold, MaxValue]),
    ];
}

internal sealed record LeakyReLUSpec(double NegativeSlope) : LayerSpec
{
    public override string Attribute => new AttributeText("LeakyReLU").Positional(NegativeSlope).ToString();

    public override IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize) => [new ReferenceActivation(input, Activation.LeakyReLU, NegativeSlope)];
}

internal sealed record ELUSpec(double Alpha) : LayerSpec
{
    public override string Attribute => new AttributeText("ELU").Positional(Alpha).ToString();

    public override IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize) =>
        [new ReferenceCurve(input, x => x > 0 ? x : Alpha * (Math.Exp(x) - 1), x => x > 0 ? 1 : Alpha * Math.Exp(x), [0])];
}

internal sealed record PReLUSpec(params int[] SharedAxes) : LayerSpec
{
    public double AlphaL1 { get; init; }

    public double AlphaL2 { get; init; }

    public override string Attribute
    {
        get
        {
            string axes = SharedAxes.Length == 0 ? "" : $"SharedAxes = new[] {{ {string.Join(", ", SharedAxes)} }}";
            return new AttributeText("PReLU").Written(axes).Number(nameof(AlphaL1), AlphaL1).Number(nameof(AlphaL2), AlphaL2).Flag(nameof(Trainable), Trainable, usual: true).ToString();
        }
    }

    public override IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize) =>
        [new ReferencePReLU(input, [.. input.Dimensions.Select((size, axis) => SharedAxes.Contains(axis + 1) ? 1 : size)])];
}
