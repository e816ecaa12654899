using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Layers;

/// <summary>The same values in another shape, row-major, the last axis fastest.</summary>
/// <param name="Target">The sizes; -1 for one that follows from the others.</param>
internal sealed record Reshape(EquatableArray<int> Target) : Layer
{
    /// <summary>A size that follows from the others.</summary>
    private const int Unknown = -1;

    public override string Kind => "Reshape";

    public override string Text => $"Reshape({string.Join(", ", Target.Select(NumberText.Plain))})";

    public override Hyperparameters Hyperparameters => new() { { "target_shape", Target.ToArray() } };

    /// <summary>The layer that an attribute declares. Its rules: sizes of at least 1, but for one, which may be left open.</summary>
    public static Reshape Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        string[] names = reader.Has("height") ? ["height", "width", "channels"] : reader.Has("rows") ? ["rows", "features"] : ["features"];
        int[] sizes = [.. names.Select(name => reader.Integer(name, 1))];
        string? open = null;
        foreach ((string name, int size) in names.Zip(sizes, (name, size) => (name, size)))
        {
            bool isOpen = size == Unknown;
            if ((isOpen && open is not null) || (size < 1 && !isOpen))
            {
                reader.Error(RuleId.TargetShape, name, name, NumberText.Plain(size), isOpen ? $"{open} is left open already" : "it must be at least 1, or -1 for one that follows from the others");
            }

            open ??= isOpen ? name : null;
        }

        return new(sizes.ToImmutableArray());
    }

    public override bool Accepts(Shape input, LayerReader reader)
    {
        double known = Target.Where(size => size != Unknown).Aggregate(1.0, (product, size) => product * size);
        bool isOpen = Target.Contains(Unknown);
        if (isOpen ? input.Size % known == 0 : input.Size == known)
        {
            return true;
        }

        string values = known <= int.MaxValue ? NumberText.Grouped((long)known) : "too many";
        reader.Error(
            RuleId.ReshapedSizes,
            null,
            string.Join("x", Target.Select(size => size == Unknown ? "?" : NumberText.Plain(size))),
            isOpen ? $"a multiple of {values}" : values,
            input.Words,
            NumberText.Grouped(input.Size));
        return false;
    }

    public override Shape Infer(Shape input)
    {
        int known = Target.Where(size => size != Unknown).Aggregate(1, (product, size) => product * size);
        return Shape.Of([.. Target.Select(size => size == Unknown ? (int)(input.Size / known) : size)]);
    }
}
