using System.Collections.Generic;
using NetGen.Golden.Tests.Reference;

namespace NetGen.Golden.Tests.Declarations;

/// <summary>A layer that joins several; which, its inputs say.</summary>
internal abstract record MergingSpec : LayerSpec
{
    public sealed override IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize) => Build([input], batchSize);
}

internal sealed record AddSpec : MergingSpec
{
    public override string Attribute => "[Add]";

    public override IReadOnlyList<ReferenceOperation> Build(IReadOnlyList<SampleShape> inputs, int batchSize) => [new ReferenceAdd(inputs)];
}
