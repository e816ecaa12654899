namespace NetGen.Generator.Layers;

/// <summary>An activation function as a layer of its own.</summary>
/// <param name="NegativeSlope">Of LeakyReLU.</param>
internal record ActivationLayer(Activation Function, double NegativeSlope) : Layer
{
    /// <summary>LeakyReLU's slope where no layer gives another (Keras's function of that name).</summary>
    public const double DefaultSlope = 0.2;

    public override string Kind => "Activation";

    public override string Text => $"Activation({Function}{(NegativeSlope == DefaultSlope ? "" : $", slope {NumberText.Plain(NegativeSlope)}")})";

    /// <summary>Keras's function has no other slope than the usual; where there is one, it is said as Keras's layer LeakyReLU says it.</summary>
    public override Hyperparameters Hyperparameters => NegativeSlope == DefaultSlope
        ? new() { { "activation", Function } }
        : new() { { "activation", Function }, { "negative_slope", NegativeSlope } };

    public override (Activation Function, string Argument) Activation => (Function, "function");

    /// <summary>The layer that an attribute declares.</summary>
    public static ActivationLayer Read(LayerReader reader)
    {
        Activation function = reader.Member("function", NetGen.Activation.Linear);
        double slope = reader.Number("NegativeSlope", DefaultSlope, minimum: 0);
        if (reader.Has("NegativeSlope") && function != NetGen.Activation.LeakyReLU)
        {
            reader.Remark(RuleId.WithoutEffect, "NegativeSlope", "NegativeSlope", "only Activation.LeakyReLU reads it", $"Activation.{function}");
        }

        return new(function, slope);
    }

    public override bool Accepts(Shape input, LayerReader reader) => CheckValues(Function, input.Channels, "function", $"an input of {input}", reader);

    /// <summary>A share of a whole wants others beside it. True where the function has them, or wants none.</summary>
    /// <param name="function">What is applied.</param>
    /// <param name="values">Values that it sees at once.</param>
    /// <param name="argument">That names the function.</param>
    /// <param name="given">The values in words.</param>
    /// <param name="reader">Receives what is wrong.</param>
    public static bool CheckValues(Activation function, int values, string argument, string given, LayerReader reader)
    {
        if (values > 1 || function is not (NetGen.Activation.Softmax or NetGen.Activation.LogSoftmax))
        {
            return true;
        }

        reader.Error(RuleId.SoftmaxOverOneValue, argument, function.ToString(), function == NetGen.Activation.Softmax ? "1" : "0", given);
        return false;
    }

    public sealed override Shape Infer(Shape input) => input;
}

/// <summary>x * scale + offset.</summary>
internal sealed record Rescaling(double Scale, double Offset) : Layer
{
    public override string Kind => "Rescaling";

    public override string Text => $"Rescaling({NumberText.Plain(Scale)}{(Offset == 0 ? "" : $", {NumberText.Plain(Offset)}")})";

    public override Hyperparameters Hyperparameters => new() { { "scale", Scale }, { "offset", Offset } };

    /// <summary>The layer that an attribute declares. Its rule: something is left of what comes in.</summary>
    public static Rescaling Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        double scale = reader.Number("scale", 1);
        if ((float)scale == 0)
        {
            reader.Error(RuleId.NumberOutOfRange, "scale", "scale", reader.Kind, NumberText.Plain(scale), "a number that single precision tells from 0");
        }

        return new(scale, reader.Number("offset", 0));
    }

    public override Shape Infer(Shape input) => input;

    public override long ForwardFlops(Shape input) => 2 * input.Size;
}
