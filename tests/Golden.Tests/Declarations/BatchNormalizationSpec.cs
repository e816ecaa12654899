using System.Collections.Generic;
using NetGen.Golden.Tests.Reference;

namespace NetGen.Golden.Tests.Declarations;

internal sealed record BatchNormalizationSpec : LayerSpec
{
    public double Momentum { get; init; } = 0.99;

    public double Epsilon { get; init; } = 1e-3;

    public bool Center { get; init; } = true;

    public bool Scale { get; init; } = true;

    public double GammaL1 { get; init; }

    public double GammaL2 { get; init; }

    public double BetaL1 { get; init; }

    public double BetaL2 { get; init; }

    public override string Attribute => new AttributeText("BatchNormalization")
        .Number(nameof(Momentum), Momentum, 0.99)
        .Number(nameof(Epsilon), Epsilon, 1e-3)
        .Flag(nameof(Center), Center, usual: true)
        .Flag(nameof(Scale), Scale, usual: true)
        .Number(nameof(GammaL1), GammaL1)
        .Number(nameof(GammaL2), GammaL2)
        .Number(nameof(BetaL1), BetaL1)
        .Number(nameof(BetaL2), BetaL2)
        .Flag(nameof(Trainable), Trainable, usual: true)
        .ToString();

    public override IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize) =>
        [Trainable ? new ReferenceBatchNormalization(input, Epsilon, Scale, Center) : new ReferenceMovingNormalization(input, Epsilon, Scale, Center)];
}
