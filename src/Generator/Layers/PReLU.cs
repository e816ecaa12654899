using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Layers;

/// <summary>A rectifier whose slopes below 0 are learnt.</summary>
/// <param name="SharedAxes">Axes along which a slope is shared, counted from 1: 0 is the batch.</param>
/// <param name="Alpha">What is said of the slopes.</param>
internal sealed record PReLU(EquatableArray<int> SharedAxes, ParameterOptions Alpha) : Layer
{
    private const string Argument = "SharedAxes";

    public override string Kind => "PReLU";

    public override string Text => SharedAxes.Count == 0 ? Kind : $"{Kind}(shared axes {string.Join(", ", SharedAxes.Select(NumberText.Plain))})";

    public override Hyperparameters Hyperparameters
    {
        get
        {
            var hyperparameters = new Hyperparameters
            {
                { "alpha_initializer", Alpha.Initialization },
                { "alpha_regularizer", Alpha.Penalty },
                { "alpha_constraint", Alpha.Constraint, 0 },
            };
            if (SharedAxes.Count == 0)
            {
                hyperparameters.Add("shared_axes");
            }
            else
            {
                hyperparameters.Add("shared_axes", SharedAxes.ToArray());
            }

            return hyperparameters;
        }
    }

    public override bool HasTrainable => true;

    public override (Activation Function, string Argument) Activation => (NetGen.Activation.LeakyReLU, Argument);

    /// <summary>The layer that an attribute declares.</summary>
    public static PReLU Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        var axes = ImmutableArray.CreateBuilder<int>();
        while (reader.Has(AttributeReader.Element(Argument, axes.Count)))
        {
            axes.Add(reader.Integer(AttributeReader.Element(Argument, axes.Count), 0));
        }

        return new(axes.ToImmutable(), ParameterOptions.Read("Alpha", Initializer.Zeros, exists: true, "", reader));
    }

    /// <summary>Axes are counted from 1, and there are as many as sizes; Keras takes 0 and negative ones, and shares along others.</summary>
    public override bool Accepts(Shape input, LayerReader reader)
    {
        for (int i = 0; i < SharedAxes.Count; i++)
        {
            if (SharedAxes[i] < 1 || SharedAxes[i] > input.Rank)
            {
                reader.Error(RuleId.SharedAxisOutOfRange, AttributeReader.Element(Argument, i), NumberText.Plain(SharedAxes[i]), NumberText.Plain(input.Rank), input.Words);
                return false;
            }
        }

        if (SharedAxes.Count == 0 && input.IsImage && input.Height * (long)input.Width > 1)
        {
            reader.Remark(RuleId.SlopeForEachValue, null, NumberText.Grouped(input.Size), NumberText.Grouped(input.Channels));
        }

        return true;
    }

    public override Shape Infer(Shape input) => input;

    /// <summary>The slopes' shape among images: 1 along what is shared.</summary>
    public Shape Slopes(Shape input) => Shape.Of([.. input.Dimensions.Select((size, axis) => SharedAxes.Contains(axis + 1) ? 1 : size)]);

    public override ImmutableArray<ParameterSpec> Parameters(Shape input)
    {
        IReadOnlyList<int> shape = Slopes(input).Dimensions;
        return [Alpha.Of("alpha", [.. shape])];
    }
}
