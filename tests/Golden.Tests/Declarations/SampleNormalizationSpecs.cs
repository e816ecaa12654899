using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Reference;

namespace NetGen.Golden.Tests.Declarations;

/// <summary>What normalizations of a sample by itself have in common.</summary>
internal abstract record SampleNormalizationSpec : LayerSpec
{
    public double Epsilon { get; init; } = 1e-3;

    public bool Center { get; init; } = true;

    public bool Scale { get; init; } = true;

    public double GammaL1 { get; init; }

    public double GammaL2 { get; init; }

    public double BetaL1 { get; init; }

    public double BetaL2 { get; init; }

    protected string Write(AttributeText text) => text
        .Number(nameof(Epsilon), Epsilon, 1e-3)
        .Flag(nameof(Center), Center, usual: true)
        .Flag(nameof(Scale), Scale, usual: true)
        .Number(nameof(GammaL1), GammaL1)
        .Number(nameof(GammaL2), GammaL2)
        .Number(nameof(BetaL1), BetaL1)
        .Number(nameof(BetaL2), BetaL2)
        .Flag(nameof(Trainable), Trainable, usual: true)
        .ToString();
}

/// <param name="Axes">Counted with the batch as axis 0; the last where there are none.</param>
internal sealed record LayerNormalizationSpec(params IReadOnlyList<int> Axes) : SampleNormalizationSpec
{
    public override string Attribute => Write(Axes.Aggregate(new AttributeText("LayerNormalization"), (text, axis) => text.Positional(axis)));

    public override IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize)
    {
        int[] sizes = input.Dimensions;
        int rank = sizes.Length + 1;
        int[] axes = Axes.Count == 0 ? [rank - 1] : [.. Axes.Select(axis => axis < 0 ? axis + rank : axis).Order()];

        // Of a place's coordinates those along the axes say which factor is its own, the others which statistic.
        int[] Coordinates(int place)
        {
            int[] coordinates = new int[sizes.Length];
            for (int i = sizes.Length - 1; i >= 0; i--)
            {
                (place, coordinates[i]) = Math.DivRem(place, sizes[i]);
            }

            return coordinates;
        }

        int Number(int place, bool along) => Enumerable.Range(0, sizes.Length).Where(i => axes.Contains(i + 1) == along)
            .Aggregate(0, (number, i) => (number * sizes[i]) + Coordinates(place)[i]);
        return [new ReferenceSampleNormalization(input, place => Number(place, along: false), place => Number(place, along: true), [.. axes.Select(axis => sizes[axis - 1])], this)];
    }
}

/// <param name="Groups">-1 for one of each channel.</param>
internal sealed record GroupNormalizationSpec(int Groups) : SampleNormalizationSpec
{
    public override string Attribute => Write(new AttributeText("GroupNormalization").Number(nameof(Groups), Groups, 32));

    public override IReadOnlyList<ReferenceOperation> Build(SampleShape input, int batchSize)
    {
        int size = Groups < 0 ? 1 : input.Channels / Groups;
        return [new ReferenceSampleNormalization(input, place => place % input.Channels / size, place => place % input.Channels, [input.Channels], this)];
    }
}
