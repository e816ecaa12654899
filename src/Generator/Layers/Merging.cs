using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Layers;

/// <summary>
/// A layer that joins the outputs of several others, value by value. Shapes are compared from the right; a size of 1 is stretched, and a vector is an image of
/// one pixel.
/// </summary>
internal abstract record Merging : Layer
{
    /// <summary>Of an attribute: the names of the layers that it joins.</summary>
    public const string Names = "layers";

    /// <summary>Whether an attribute joins layers.</summary>
    public static bool IsKind(string kind) => kind is "Add";

    public sealed override Shape Infer(Shape input) => input;

    public sealed override Shape Infer(EquatableArray<Shape> inputs) => inputs.Any(input => input.IsImage)
        ? Shape.Image(inputs.Max(input => input.Height), inputs.Max(input => input.Width), inputs.Max(input => input.Channels))
        : Shape.Vector(inputs.Max(input => input.Channels));

    public sealed override bool Accepts(EquatableArray<Shape> inputs, LayerReader reader)
    {
        for (int i = 1; i < inputs.Count; i++)
        {
            int other = Enumerable.Range(0, i).FirstOrDefault(other => !Fit(inputs[other], inputs[i]));
            if (!Fit(inputs[other], inputs[i]))
            {
                reader.Error(
                    RuleId.ShapesDoNotFit,
                    reader.ArgumentOf(i),
                    Kind,
                    reader.InputNames[other],
                    inputs[other].ToString(),
                    reader.InputNames[i],
                    inputs[i].ToString(),
                    Hint(inputs[other], inputs[i]));
                return false;
            }
        }

        return true;
    }

    public sealed override long ForwardFlops(EquatableArray<Shape> inputs) => (inputs.Count - 1) * Infer(inputs).Size;

    private static bool Fit(Shape one, Shape other) => Fit(one.Channels, other.Channels) && Fit(one.Height, other.Height) && Fit(one.Width, other.Width);

    private static bool Fit(int one, int other) => one == other || one == 1 || other == 1;

    private static string Hint(Shape one, Shape other) => one.IsImage != other.IsImage
        ? one.Size == other.Size ? ": [Flatten] makes the image a vector" : ""
        : one.IsImage && one.Channels == other.Channels ? ": 'same' padding keeps rows and columns, and strides must be equal on both ways"
        : one.IsImage && one.Height == other.Height && one.Width == other.Width ? ": a convolution of 1x1 brings one to the channels of the other"
        : "";
}

/// <summary>The sum of its inputs.</summary>
/// <param name="Layers">The names that the attribute gives.</param>
internal sealed record Add(EquatableArray<string> Layers) : Merging
{
    public override string Kind => "Add";

    public override Hyperparameters Hyperparameters => [];

    public override string Text => $"Add({string.Join(", ", Layers)})";

    /// <summary>The layer that an attribute declares.</summary>
    public static Add Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        return new(reader.Texts(Names));
    }
}
