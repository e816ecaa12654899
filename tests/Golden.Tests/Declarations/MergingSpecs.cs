using System.Collections.Generic;
using NetGen.Golden.Tests.Reference;

namespace NetGen.Golden.Tests.Declarations;

/// <summary>A layer that joins several; which, its inputs say.</summary>
internal abstract record MergingSpec : LayerSpec
{
    public sealed override IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize) => Build([input], batchSize);
}

/// <summary>What a layer makes of the values of several others.</summary>
internal enum MergingKind
{
    Add,
    Subtract,
    Multiply,
    Average,
    Maximum,
    Minimum,
}

internal sealed record ValueMergingSpec(MergingKind Kind) : MergingSpec
{
    public override string Attribute => $"[{Kind}]";

    public override IReadOnlyList<ReferenceOperation> Build(IReadOnlyList<SampleShape> inputs, int batchSize) => [new ReferenceMerging(Kind, inputs)];
}

/// <param name="Axis">As Keras counts them: 1 for rows, 3 or -1 for channels.</param>
internal sealed record ConcatenateSpec(int Axis = -1) : MergingSpec
{
    public override string Attribute => new AttributeText("Concatenate").Whole(nameof(Axis), Axis, usual: -1).ToString();

    public override IReadOnlyList<ReferenceOperation> Build(IReadOnlyList<SampleShape> inputs, int batchSize) => [new ReferenceConcatenation(Axis, inputs)];
}
