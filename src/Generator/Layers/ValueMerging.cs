using System.Linq;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Layers;

/// <summary>
/// A layer that joins the outputs of several others value by value. Shapes are compared from the right; a size of 1 is stretched, and a vector is an image of
/// one pixel.
/// </summary>
/// <param name="Function">What it makes of the values.</param>
/// <param name="Layers">The names that the attribute gives.</param>
internal sealed record ValueMerging(MergingFunction Function, EquatableArray<string> Layers) : Merging(Layers)
{
    /// <summary>Layers that a difference is of.</summary>
    private const int Subtracted = 2;

    public override string Kind => Function.ToString();

    public override Hyperparameters Hyperparameters => [];

    public override string Text => $"{Kind}({string.Join(", ", Layers)})";

    public override string Operation => Kind;

    /// <summary>The layer that an attribute declares. Its rule: a difference is of two.</summary>
    public static ValueMerging Read(LayerReader reader, MergingFunction function)
    {
        reader.CheckNoActivation();
        EquatableArray<string> layers = reader.Texts(Names);
        if (function == MergingFunction.Subtract && layers.Count > Subtracted)
        {
            reader.Error(RuleId.SubtractOfMany, AttributeReader.Element(Names, Subtracted), NumberText.Plain(layers.Count));
        }

        return new(function, layers);
    }

    public override Shape Infer(EquatableArray<Shape> inputs) => inputs.Max(input => input.Rank) switch
    {
        1 => Shape.Vector(inputs.Max(input => input.Channels)),
        2 => Shape.Matrix(inputs.Max(input => input.Width), inputs.Max(input => input.Channels)),
        _ => Shape.Image(inputs.Max(input => input.Height), inputs.Max(input => input.Width), inputs.Max(input => input.Channels)),
    };

    public override bool Accepts(EquatableArray<Shape> inputs, LayerReader reader)
    {
        for (int i = 1; i < inputs.Count; i++)
        {
            int other = Enumerable.Range(0, i).FirstOrDefault(other => !Fit(inputs[other], inputs[i]));
            if (!Fit(inputs[other], inputs[i]))
            {
                Refuse(RuleId.ShapesDoNotFit, inputs, other, i, reader, Hint(inputs[other], inputs[i]));
                return false;
            }
        }

        return true;
    }

    /// <summary>One operation for every value and every further input; a mean is divided too.</summary>
    public override long ForwardFlops(EquatableArray<Shape> inputs) => (inputs.Count - (Function == MergingFunction.Average ? 0 : 1)) * Infer(inputs).Size;

    private static bool Fit(Shape one, Shape other) => Fit(one.Channels, other.Channels) && Fit(one.Height, other.Height) && Fit(one.Width, other.Width);

    private static bool Fit(int one, int other) => one == other || one == 1 || other == 1;

    private static string Hint(Shape one, Shape other) => one.Rank != other.Rank
        ? one.Size == other.Size ? $": [Flatten] makes the {(one.IsImage || other.IsImage ? "image" : "matrix")} a vector" : ""
        : one.IsImage && one.Channels == other.Channels ? ": 'same' padding keeps rows and columns, and strides must be equal on both ways"
        : one.IsImage && one.Height == other.Height && one.Width == other.Width ? ": a convolution of 1x1 brings one to the channels of the other"
        : "";
}
