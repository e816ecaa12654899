using System.Linq;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Layers;

/// <summary>A layer that puts the outputs of several others one behind the other, along one axis.</summary>
/// <param name="Axis">As Keras counts them: 0 is the batch, negative ones count from the last.</param>
/// <param name="Layers">The names that the attribute gives.</param>
internal sealed record Concatenate(int Axis, EquatableArray<string> Layers) : Merging(Layers)
{
    /// <summary>The attribute's name.</summary>
    public const string Name = "Concatenate";

    /// <summary>The axis where none is given: that of the channels, or of a vector's values.</summary>
    public const int Last = -1;

    public override string Kind => Name;

    public override Hyperparameters Hyperparameters => new() { { "axis", Axis } };

    public override string Text => $"{Name}({string.Join(", ", Layers)}{(Axis == Last ? "" : $", axis {NumberText.Plain(Axis)}")})";

    public override string Operation => Axis == Last ? Name : $"{Name}(axis {NumberText.Plain(Axis)})";

    /// <summary>The layer that an attribute declares.</summary>
    public static Concatenate Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        return new(reader.Integer("Axis", Last), reader.Texts(Names));
    }

    public override bool Accepts(EquatableArray<Shape> inputs, LayerReader reader)
    {
        int axes = inputs[0].Dimensions.Count;
        if (Axis == 0 || Axis < -axes || Axis > axes)
        {
            bool isBatch = Axis == 0 || Axis == -1 - axes;
            reader.Error(
                RuleId.AxisOutOfRange,
                "Axis",
                NumberText.Plain(Axis),
                inputs[0].Rank switch
                {
                    1 => "1 or -1 for the values of a vector",
                    2 => "1 or -2 for rows, 2 or -1 for the values of each",
                    _ => "1 or -3 for rows, 2 or -2 for columns, 3 or -1 for channels",
                },
                isBatch ? ": 0 is the batch, whose samples are not joined" : "");
            return false;
        }

        for (int i = 1; i < inputs.Count; i++)
        {
            if (inputs[i].Rank != inputs[0].Rank || Along(inputs[0], Size(inputs[i])) != inputs[i])
            {
                Refuse(RuleId.SizesDiffer, inputs, 0, i, reader, Words(inputs[0]), Hint(inputs[0], inputs[i]));
                return false;
            }
        }

        // A sum that no int holds is no size of a shape.
        if (inputs.Sum(input => (long)Size(input)) is var sum and > int.MaxValue)
        {
            reader.Error(RuleId.TooManyValues, null, $"The output of {Name}", NumberText.Grouped(sum) + " " + Words(inputs[0]), SizeRules.Limit);
            return false;
        }

        return true;
    }

    public override Shape Infer(EquatableArray<Shape> inputs) => Along(inputs[0], inputs.Sum(Size));

    /// <summary>Nothing is computed.</summary>
    public override long ForwardFlops(EquatableArray<Shape> inputs) => 0;

    /// <summary>The axis among those of a sample: rows, columns and channels of an image, the values of a vector; the rows of a matrix are an image's columns.</summary>
    public Direction DirectionIn(Shape shape)
    {
        int index = Axis > 0 ? Axis - 1 : Axis + shape.Dimensions.Count;
        return index == shape.Rank - 1 ? Direction.Channels : index == 0 && shape.IsImage ? Direction.Rows : Direction.Columns;
    }

    /// <summary>How far a shape reaches along the axis.</summary>
    public int Size(Shape shape) => DirectionIn(shape) switch
    {
        Direction.Rows => shape.Height,
        Direction.Columns => shape.Width,
        _ => shape.Channels,
    };

    /// <summary>A shape with another size along the axis.</summary>
    private Shape Along(Shape shape, int size) => DirectionIn(shape) switch
    {
        Direction.Rows => Shape.Image(size, shape.Width, shape.Channels),
        Direction.Columns when shape.IsImage => Shape.Image(shape.Height, size, shape.Channels),
        Direction.Columns => Shape.Matrix(size, shape.Channels),
        _ when shape.IsImage => Shape.Image(shape.Height, shape.Width, size),
        _ when shape.IsVector => Shape.Vector(size),
        _ => Shape.Matrix(shape.Width, size),
    };

    private string Words(Shape shape) => DirectionIn(shape) switch
    {
        Direction.Rows => "rows",
        Direction.Columns => shape.IsImage ? "columns" : "rows",
        _ when shape.IsImage => "channels",
        _ => "values",
    };

    private string Hint(Shape one, Shape other) => one.Rank != other.Rank ? ": [Flatten] makes an image a vector"
        : DirectionIn(one) != Direction.Channels && one.Height == other.Height && one.Width == other.Width ? ": channels are joined along axis -1"
        : DirectionIn(one) == Direction.Channels && one.IsImage ? ": 'same' padding keeps rows and columns, and strides must be equal on both ways"
        : "";
}

/// <summary>An axis of a sample.</summary>
internal enum Direction
{
    Rows,
    Columns,

    /// <summary>Channels of an image, values of a vector.</summary>
    Channels,
}
