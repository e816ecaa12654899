using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Layers;

/// <summary>Normalizes each sample over some of its axes: over the channels of each pixel, or over the whole sample.</summary>
/// <param name="Axes">The axes, counted with the batch as axis 0; from the end, where they are below 0. The last one, where none is given.</param>
internal sealed record LayerNormalization(EquatableArray<int> Axes, double Epsilon, AffineOptions Affine) : SampleNormalization(Epsilon, Affine)
{
    private const string Argument = "axis";

    public override string Kind => "LayerNormalization";

    public override string Text => Affine.Words(
        Kind,
        Axes.Count == 0 ? "" : $", {(Axes.Count == 1 ? "axis" : "axes")} {string.Join(", ", Axes.Select(NumberText.Plain))}",
        Epsilon);

    /// <summary>As the constructor takes them: a layer that Keras has built counts all axes from the beginning, and sorts them.</summary>
    public override Hyperparameters Hyperparameters
    {
        get
        {
            var all = new Hyperparameters();
            if (Axes.Count == 0)
            {
                all.Add("axis", -1);
            }
            else
            {
                all.Add("axis", (int[])[.. Axes]);
            }

            all.Add("epsilon", Epsilon);
            Affine.AddFlags(all);
            all.Add("rms_scaling", false);
            Affine.AddInitializers(all);
            Affine.AddLimits(all, [.. Enumerable.Range(0, System.Math.Max(1, Axes.Count - 1))]);
            return all;
        }
    }

    /// <summary>The layer that an attribute declares.</summary>
    public static LayerNormalization Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        return new(reader.Int32s(Argument), AffineOptions.ReadEpsilon(reader), AffineOptions.Read(reader));
    }

    /// <summary>Checks that the axes are the sample's, each named once.</summary>
    public override bool Accepts(Shape input, LayerReader reader)
    {
        int rank = input.Dimensions.Count + 1;
        for (int i = 0; i < Axes.Count; i++)
        {
            string? wrong = Resolved(Axes[i], rank) is var axis && (axis < 0 || axis >= rank) ? $"an input of {input} has none such"
                : axis == 0 ? "that is the batch, and samples are normalized each for itself"
                : Axes.Take(i).Any(other => Resolved(other, rank) == axis) ? "it is named twice"
                : null;
            if (wrong is not null)
            {
                string others = input.Rank switch
                {
                    1 => "1 are its features, and -1 is the same",
                    2 => "1 and 2 are rows and features, and -1 is the last",
                    _ => "1, 2 and 3 are height, width and channels, and -1 is the last",
                };
                reader.Error(RuleId.NormalizedAxis, AttributeReader.Element(Argument, i), NumberText.Plain(Axes[i]), wrong, others);
            }
        }

        return !reader.Failed && CheckValues(input, reader, Axes.Count == 0 ? null : AttributeReader.Element(Argument, 0));
    }

    /// <summary>Whether the axes are among those that the statistics are taken over. A vector is an image of one pixel.</summary>
    public (bool Rows, bool Columns, bool Channels) AxesOf(Shape input)
    {
        int rank = input.Dimensions.Count + 1;
        int[] axes = Axes.Count == 0 ? [rank - 1] : [.. Axes.Select(axis => Resolved(axis, rank))];
        return input.Rank switch
        {
            1 => (false, false, true),
            2 => (false, axes.Contains(1), axes.Contains(2)),
            _ => (axes.Contains(1), axes.Contains(2), axes.Contains(3)),
        };
    }

    public override int ValuesOf(Shape input) => ParameterShape(input).Aggregate(1, (product, size) => product * size);

    public override bool IsByChannel(Shape input) => !AxesOf(input).Channels || input.Channels == 1;

    /// <summary>As long as the axes, in ascending order, whatever the order in the attribute.</summary>
    public override ImmutableArray<int> ParameterShape(Shape input)
    {
        (bool rows, bool columns, bool channels) = AxesOf(input);
        return [.. new[] { (rows, input.Height), (columns, input.Width), (channels, input.Channels) }.Where(axis => axis.Item1).Select(axis => axis.Item2)];
    }

    private static int Resolved(int axis, int rank) => axis < 0 ? axis + rank : axis;
}
