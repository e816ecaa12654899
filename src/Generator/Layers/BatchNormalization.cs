using System.Collections.Immutable;

namespace NetGen.Generator.Layers;

/// <summary>
/// (x - mean) / sqrt(variance + epsilon) * gamma + beta, per channel: with the statistics of the batch while the layer is trained, with their moving
/// averages otherwise.
/// </summary>
/// <param name="Momentum">The share of the moving statistics that a step keeps.</param>
/// <param name="Gamma">The factor; null where the layer has none.</param>
/// <param name="Beta">What is added; null where nothing is.</param>
internal sealed record BatchNormalization(double Momentum, double Epsilon, ParameterOptions? Gamma, ParameterOptions? Beta) : Layer
{
    private const double UsualMomentum = 0.99;
    private const double UsualEpsilon = 1e-3;

    private static readonly Initialization Zeros = new(Initializer.Zeros, 0);
    private static readonly Initialization Ones = new(Initializer.Ones, 0);

    /// <summary>A share below this is hardly one that is kept: PyTorch's momentum is the share that is lost, 0.1 by default.</summary>
    private const double LeastUsualMomentum = 0.5;

    public override string Kind => "BatchNormalization";

    public override string Text
    {
        get
        {
            string hyperparameters = (Momentum == UsualMomentum ? "" : $", momentum {NumberText.Plain(Momentum)}")
                + (Epsilon == UsualEpsilon ? "" : $", epsilon {NumberText.Plain(Epsilon)}")
                + (Gamma is null ? ", no scale" : "")
                + (Beta is null ? ", no center" : "");
            return hyperparameters.Length == 0 ? Kind : $"{Kind}({hyperparameters.Substring(2)})";
        }
    }

    /// <summary>What Keras says of a factor or a term that the layer has not is what it would begin with.</summary>
    public override Hyperparameters Hyperparameters
    {
        get
        {
            ParameterOptions beta = Beta ?? new() { Initialization = Zeros };
            ParameterOptions gamma = Gamma ?? new() { Initialization = Ones };
            return new()
            {
                { "axis", -1 },
                { "momentum", Momentum },
                { "epsilon", Epsilon },
                { "center", Beta is not null },
                { "scale", Gamma is not null },
                { "beta_initializer", beta.Initialization },
                { "gamma_initializer", gamma.Initialization },
                { "moving_mean_initializer", Zeros },
                { "moving_variance_initializer", Ones },
                { "beta_regularizer", beta.Penalty },
                { "gamma_regularizer", gamma.Penalty },
                { "beta_constraint", beta.Constraint, 0 },
                { "gamma_constraint", gamma.Constraint, 0 },
                { "synchronized", false },
            };
        }
    }

    public override bool HasTrainable => Gamma is not null || Beta is not null;

    /// <summary>
    /// The layer that an attribute declares. Its rules: a momentum is a share, and epsilon keeps the deviation above 0, in single precision too.
    /// </summary>
    public static BatchNormalization Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        double momentum = reader.Share("Momentum", "the share of the moving statistics that a step keeps", UsualMomentum);
        if (!reader.Failed && momentum < LeastUsualMomentum)
        {
            reader.Remark(RuleId.MomentumOfPyTorch, "Momentum", NumberText.Plain(momentum), NumberText.Plain((double)(1 - (decimal)momentum)));
        }

        double epsilon = reader.Number("Epsilon", UsualEpsilon);
        if (!reader.Failed && !((float)epsilon > 0))
        {
            reader.Error(RuleId.NumberOutOfRange, "Epsilon", "Epsilon", reader.Kind, NumberText.Plain(epsilon), "a number above 0, in single precision too");
        }

        bool scales = reader.Flag("Scale", true);
        bool centers = reader.Flag("Center", true);
        var gamma = ParameterOptions.Read("Gamma", Initializer.Ones, scales, "Scale = false", reader);
        var beta = ParameterOptions.Read("Beta", Initializer.Zeros, centers, "Center = false", reader);
        return new(momentum, epsilon, scales ? gamma : null, centers ? beta : null);
    }

    public override Shape Infer(Shape input) => input;

    public override ImmutableArray<ParameterSpec> Parameters(Shape input)
    {
        ImmutableArray<int> shape = [input.Channels];
        var parameters = ImmutableArray.CreateBuilder<ParameterSpec>();
        if (Gamma is { } gamma)
        {
            parameters.Add(gamma.Of("gamma", shape));
        }

        if (Beta is { } beta)
        {
            parameters.Add(beta.Of("beta", shape));
        }

        parameters.Add(Statistic("moving_mean", Zeros));
        parameters.Add(Statistic("moving_variance", Ones));
        return parameters.ToImmutable();

        ParameterSpec Statistic(string role, Initialization first) => new(role, shape, first, default, default, IsTrainable: false);
    }

    /// <summary>As predictions compute it: a factor and a term.</summary>
    public override long ForwardFlops(Shape input) => 2 * input.Size;
}
