using System.Collections.Immutable;

namespace NetGen.Generator.Layers;

/// <summary>
/// (x - mean) / sqrt(variance + epsilon) * gamma + beta, per channel: with the statistics of the batch while the layer is trained, with their moving
/// averages otherwise.
/// </summary>
/// <param name="Momentum">The share of the moving statistics that a step keeps.</param>
/// <param name="Epsilon">What is added to the variance.</param>
/// <param name="Affine">Factor and term.</param>
internal sealed record BatchNormalization(double Momentum, double Epsilon, AffineOptions Affine) : Layer
{
    private const double UsualMomentum = 0.99;

    private static readonly Initialization Zeros = new(Initializer.Zeros, 0);
    private static readonly Initialization Ones = new(Initializer.Ones, 0);

    /// <summary>A share below this is hardly one that is kept: PyTorch's momentum is the share that is lost, 0.1 by default.</summary>
    private const double LeastUsualMomentum = 0.5;

    public override string Kind => "BatchNormalization";

    public override string Text => Affine.Words(Kind, Momentum == UsualMomentum ? "" : $", momentum {NumberText.Plain(Momentum)}", Epsilon);

    public override Hyperparameters Hyperparameters
    {
        get
        {
            var all = new Hyperparameters { { "axis", -1 }, { "momentum", Momentum }, { "epsilon", Epsilon } };
            Affine.AddFlags(all);
            Affine.AddInitializers(all);
            all.Add("moving_mean_initializer", Zeros);
            all.Add("moving_variance_initializer", Ones);
            Affine.AddLimits(all, 0);
            all.Add("synchronized", false);
            return all;
        }
    }

    /// <summary>The factor; null where the layer has none.</summary>
    public ParameterOptions? Gamma => Affine.Gamma;

    /// <summary>What is added; null where nothing is.</summary>
    public ParameterOptions? Beta => Affine.Beta;

    public override bool HasTrainable => Affine.Count > 0;

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

        return new(momentum, AffineOptions.ReadEpsilon(reader), AffineOptions.Read(reader));
    }

    public override Shape Infer(Shape input) => input;

    public override ImmutableArray<ParameterSpec> Parameters(Shape input)
    {
        ImmutableArray<int> shape = [input.Channels];
        return [.. Affine.Parameters(shape), Statistic("moving_mean", Zeros), Statistic("moving_variance", Ones)];

        ParameterSpec Statistic(string role, Initialization first) => new(role, shape, first, default, default, IsTrainable: false);
    }

    /// <summary>As predictions compute it: a factor and a term.</summary>
    public override long ForwardFlops(Shape input) => 2 * input.Size;
}
