namespace NetGen.Generator.Layers;

/// <summary>What Keras's layer ReLU is given.</summary>
/// <param name="Most">The largest value that comes out; null where there is no limit.</param>
/// <param name="Slope">The slope at and below the threshold.</param>
/// <param name="Threshold">Above it values pass unchanged.</param>
internal readonly record struct Rectifier(double? Most, double Slope, double Threshold)
{
    public const string Kind = "ReLU";

    private const double MostOfReLU6 = 6;

    /// <summary>The function without numbers of its own, or with a slope, that it is; null where it is none.</summary>
    public Activation? Function => (Most, Slope, Threshold) switch
    {
        (null, 0, 0) => Activation.ReLU,
        (MostOfReLU6, 0, 0) => Activation.ReLU6,
        (null, _, 0) => Activation.LeakyReLU,
        _ => null,
    };

    public string Text
    {
        get
        {
            string numbers = (Most is { } most ? $", max {NumberText.Plain(most)}" : "") + (Slope == 0 ? "" : $", slope {NumberText.Plain(Slope)}")
                + (Threshold == 0 ? "" : $", threshold {NumberText.Plain(Threshold)}");
            return numbers.Length == 0 ? Kind : $"{Kind}({numbers.Substring(2)})";
        }
    }

    public Hyperparameters Hyperparameters
    {
        get
        {
            var hyperparameters = new Hyperparameters();
            if (Most is { } most)
            {
                hyperparameters.Add("max_value", most);
            }
            else
            {
                hyperparameters.Add("max_value");
            }

            hyperparameters.Add("negative_slope", Slope);
            hyperparameters.Add("threshold", Threshold);
            return hyperparameters;
        }
    }

    /// <summary>The layer that an attribute declares. Its rules: no number is negative, and some values pass.</summary>
    public static Layer Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        double? most = reader.Budget("MaxValue") is { } given && !double.IsPositiveInfinity(given) ? reader.Number("MaxValue", 0, minimum: 0) : null;
        var rectifier = new Rectifier(most, reader.Number("NegativeSlope", 0, minimum: 0), reader.Number("Threshold", 0, minimum: 0));
        if (!reader.Failed && rectifier.Threshold >= most)
        {
            reader.Remark(RuleId.NothingPasses, "MaxValue", NumberText.Plain(most.Value), NumberText.Plain(rectifier.Threshold));
        }

        return rectifier.Function is { } function ? new PlainReLU(rectifier, function) : new BentReLU(rectifier);
    }
}

/// <summary>Keras's layer ReLU where it is a function that other layers have as well.</summary>
internal sealed record PlainReLU(Rectifier Rectifier, Activation Function) : ActivationLayer(Function, Rectifier.Slope)
{
    public override string Kind => Rectifier.Kind;

    public override string Text => Rectifier.Text;

    public override Hyperparameters Hyperparameters => Rectifier.Hyperparameters;

    public override (Activation Function, string Argument) Activation => (Function, "NegativeSlope");
}

/// <summary>Keras's layer ReLU with a limit or a threshold.</summary>
internal sealed record BentReLU(Rectifier Rectifier) : Layer
{
    public override string Kind => Rectifier.Kind;

    public override string Text => Rectifier.Text;

    public override Hyperparameters Hyperparameters => Rectifier.Hyperparameters;

    public override (Activation Function, string Argument) Activation => (NetGen.Activation.ReLU, "MaxValue");

    public override Shape Infer(Shape input) => input;
}

/// <summary>Keras's layer LeakyReLU: the function of that name, with another slope where none is given.</summary>
internal sealed record LeakyReLU(double Slope) : ActivationLayer(NetGen.Activation.LeakyReLU, Slope)
{
    private const double UsualSlope = 0.3;

    public override string Kind => "LeakyReLU";

    public override string Text => $"LeakyReLU({NumberText.Plain(Slope)})";

    public override Hyperparameters Hyperparameters => new() { { "negative_slope", Slope } };

    public override (Activation Function, string Argument) Activation => (Function, "negativeSlope");

    /// <summary>The layer that an attribute declares. Its rule: the slope is not negative.</summary>
    public static new LeakyReLU Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        return new(reader.Number("negativeSlope", UsualSlope, minimum: 0));
    }
}

/// <summary>Keras's layer ELU.</summary>
internal static class ExponentialUnit
{
    public const string Kind = "ELU";

    /// <summary>The layer that an attribute declares.</summary>
    public static Layer Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        double alpha = reader.Number("alpha", 1);
        return alpha == 1 ? new PlainELU() : new ScaledELU(alpha);
    }

    public static Hyperparameters With(double alpha) => new() { { "alpha", alpha } };
}

/// <summary>ELU as other layers have it too.</summary>
internal sealed record PlainELU() : ActivationLayer(NetGen.Activation.ELU, DefaultSlope)
{
    public override string Kind => ExponentialUnit.Kind;

    public override string Text => ExponentialUnit.Kind;

    public override Hyperparameters Hyperparameters => ExponentialUnit.With(1);

    public override (Activation Function, string Argument) Activation => (Function, "alpha");
}

/// <summary>ELU that goes another way below 0 than to 1.</summary>
internal sealed record ScaledELU(double Alpha) : Layer
{
    public override string Kind => ExponentialUnit.Kind;

    public override string Text => $"ELU({NumberText.Plain(Alpha)})";

    public override Hyperparameters Hyperparameters => ExponentialUnit.With(Alpha);

    public override (Activation Function, string Argument) Activation => (NetGen.Activation.ELU, "alpha");

    public override Shape Infer(Shape input) => input;
}
