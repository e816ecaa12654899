using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Layers;

/// <summary>Values whose axes stand in another order.</summary>
/// <param name="Dims">For each axis of the output the one of the input that it was, counted from 1 as Keras does, for 0 is the batch.</param>
internal sealed record Permute(EquatableArray<int> Dims) : Layer
{
    private const int MostAxes = 3;

    private static readonly string[] Names = ["first", "second", "third"];

    public override string Kind => "Permute";

    public override string Text => $"Permute({string.Join(", ", Dims.Select(NumberText.Plain))})";

    public override Hyperparameters Hyperparameters => new() { { "dims", Dims.ToArray() } };

    /// <summary>The same of height, width and channels, counted from 0: a matrix has no height, which stays in front.</summary>
    public EquatableArray<int> Axes => Enumerable.Range(0, MostAxes - Dims.Count).Concat(Dims.Select(axis => axis - 1 + MostAxes - Dims.Count)).ToImmutableArray();

    /// <summary>The way back.</summary>
    public EquatableArray<int> Inverse => Enumerable.Range(0, MostAxes).Select(axis => Axes.ToList().IndexOf(axis)).ToImmutableArray();

    /// <summary>Whether the last axis stays where it is.</summary>
    public bool KeepsLast => Dims[Dims.Count - 1] == Dims.Count;

    /// <summary>The layer that an attribute declares. Its rule: every axis is named once.</summary>
    public static Permute Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        string[] names = [.. Names.TakeWhile((name, i) => i < 2 || reader.Has(name))];
        int[] dims = [.. names.Select((name, i) => reader.Integer(name, i + 1))];
        for (int i = 0; i < dims.Length; i++)
        {
            if (dims[i] < 1 || dims[i] > dims.Length || dims.Take(i).Contains(dims[i]))
            {
                reader.Error(RuleId.NoPermutation, names[i], string.Join(", ", dims.Select(NumberText.Plain)), NumberText.Plain(dims.Length));
                break;
            }
        }

        return new(dims.ToImmutableArray());
    }

    public override bool Accepts(Shape input, LayerReader reader)
    {
        if (input.Rank == Dims.Count)
        {
            return true;
        }

        reader.Error(RuleId.PermutedAxes, null, NumberText.Plain(Dims.Count), input.Words, NumberText.Plain(input.Rank));
        return false;
    }

    public override Shape Infer(Shape input)
    {
        IReadOnlyList<int> sizes = input.Dimensions;
        return Shape.Of([.. Dims.Select(axis => sizes[axis - 1])]);
    }

    /// <summary>Whether the values lie as before, since what changes its place has a size of 1.</summary>
    public bool KeepsOrder(Shape input)
    {
        IReadOnlyList<int> sizes = input.Dimensions;
        int[] moved = [.. Dims.Where(axis => sizes[axis - 1] > 1)];
        return moved.SequenceEqual(moved.OrderBy(axis => axis));
    }
}
