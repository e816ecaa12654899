using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Reference;

namespace NetGen.Golden.Tests.Declarations;

internal sealed record ReshapeSpec(params int[] Target) : LayerSpec
{
    public override string Attribute => Target.Aggregate(new AttributeText("Reshape"), (text, size) => text.Positional(size)).ToString();

    public override IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize)
    {
        int known = Target.Where(size => size > 0).Aggregate(1, (product, size) => product * size);
        return [new ReferenceReshape(input, SampleShape.Of(Array.ConvertAll(Target, size => size > 0 ? size : input.Size / known)))];
    }
}

internal sealed record PermuteSpec(params int[] Dims) : LayerSpec
{
    public override string Attribute => Dims.Aggregate(new AttributeText("Permute"), (text, axis) => text.Positional(axis)).ToString();

    public override IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize)
    {
        int[] sizes = input.Dimensions;
        return
        [
            new ReferenceGather(input, SampleShape.Of(Array.ConvertAll(Dims, axis => sizes[axis - 1])), (row, column, channel) =>
            {
                int[] place = input.IsImage ? [row, column, channel] : [column, channel];
                int At(int axis) => place[Array.IndexOf(Dims, axis)];
                return input.IsImage ? (At(1), At(2), At(3)) : (0, At(1), At(2));
            }),
        ];
    }
}
