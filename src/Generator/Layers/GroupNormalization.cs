using System.Collections.Immutable;
using System.Linq;

namespace NetGen.Generator.Layers;

/// <summary>Normalizes groups of neighbouring channels of a sample, over all its pixels.</summary>
/// <param name="Groups">Number of groups; <see cref="EachChannel"/> for one of each channel.</param>
internal sealed record GroupNormalization(int Groups, double Epsilon, AffineOptions Affine) : SampleNormalization(Epsilon, Affine)
{
    /// <summary>What Keras writes for groups of one channel.</summary>
    public const int EachChannel = -1;

    private const int UsualGroups = 32;

    public override string Kind => "GroupNormalization";

    public override string Text => Affine.Words(Kind, Groups == EachChannel ? ", each channel" : $", {NumberText.Plain(Groups)} groups", Epsilon);

    /// <summary>As the constructor takes them: a layer that Keras has built says the number of channels where it was -1.</summary>
    public override Hyperparameters Hyperparameters
    {
        get
        {
            var all = new Hyperparameters { { "groups", Groups }, { "axis", -1 }, { "epsilon", Epsilon } };
            Affine.AddFlags(all);
            Affine.AddInitializers(all);
            Affine.AddLimits(all, 0);
            return all;
        }
    }

    /// <summary>The layer that an attribute declares.</summary>
    public static GroupNormalization Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        int groups = reader.Int32("Groups", UsualGroups);
        if (groups < 1 && groups != EachChannel)
        {
            reader.Error(RuleId.NoGroups, "Groups", NumberText.Plain(groups));
        }

        return new(groups, AffineOptions.ReadEpsilon(reader), AffineOptions.Read(reader));
    }

    /// <summary>Checks that groups are of equal size.</summary>
    public override bool Accepts(Shape input, LayerReader reader)
    {
        int groups = GroupsOf(input);
        if (input.Channels % groups == 0)
        {
            return CheckValues(input, reader, "Groups");
        }

        int[] fitting = [.. Enumerable.Range(1, input.Channels).Where(count => input.Channels % count == 0)];
        string nearest = string.Join(" or ", new[] { fitting.Last(count => count <= groups), fitting.FirstOrDefault(count => count > groups) }
            .Where(count => count > 0).Select(NumberText.Plain));
        reader.Error(
            RuleId.GroupsDoNotDivide,
            reader.Has("Groups") ? "Groups" : null,
            NumberText.Plain(groups),
            input.ToString(),
            NumberText.Plain(input.Channels),
            nearest);
        return false;
    }

    /// <summary>Number of groups of the channels that come in.</summary>
    public int GroupsOf(Shape input) => Groups == EachChannel ? input.Channels : Groups;

    public override int ValuesOf(Shape input) => (int)(input.Size / GroupsOf(input));

    public override bool IsByChannel(Shape input) => GroupsOf(input) == input.Channels;

    public override ImmutableArray<int> ParameterShape(Shape input) => [input.Channels];
}
