using System.Collections.Immutable;

namespace NetGen.Generator.Layers;

/// <summary>What normalizing layers have in common: the factor and the term that are learned, and what keeps the deviation above 0.</summary>
/// <param name="Gamma">The factor; null where the layer has none.</param>
/// <param name="Beta">What is added; null where nothing is.</param>
internal readonly record struct AffineOptions(ParameterOptions? Gamma, ParameterOptions? Beta)
{
    /// <summary>What is added to a variance where nothing is said.</summary>
    public const double UsualEpsilon = 1e-3;

    /// <summary>Number of the parameters that are learned.</summary>
    public int Count => (Gamma is null ? 0 : 1) + (Beta is null ? 0 : 1);

    /// <summary>The factor and the term that an attribute declares.</summary>
    public static AffineOptions Read(LayerReader reader)
    {
        bool scales = reader.Flag("Scale", true);
        bool centers = reader.Flag("Center", true);
        var gamma = ParameterOptions.Read("Gamma", Initializer.Ones, scales, "Scale = false", reader);
        var beta = ParameterOptions.Read("Beta", Initializer.Zeros, centers, "Center = false", reader);
        return new(scales ? gamma : null, centers ? beta : null);
    }

    /// <summary>What an attribute adds to the variance. The rule: it keeps the deviation above 0, in single precision too.</summary>
    public static double ReadEpsilon(LayerReader reader)
    {
        double epsilon = reader.Number("Epsilon", UsualEpsilon);
        if (!reader.Failed && !((float)epsilon > 0))
        {
            reader.Error(RuleId.NumberOutOfRange, "Epsilon", "Epsilon", reader.Kind, NumberText.Plain(epsilon), "a number above 0, in single precision too");
        }

        return epsilon;
    }

    /// <summary>A layer of a kind in words: what it has of its own, and what is not as usual.</summary>
    /// <param name="own">What it has of its own, each behind a comma.</param>
    public string Words(string kind, string own, double epsilon)
    {
        string hyperparameters = own
            + (epsilon == UsualEpsilon ? "" : $", epsilon {NumberText.Plain(epsilon)}")
            + (Gamma is null ? ", no scale" : "")
            + (Beta is null ? ", no center" : "");
        return hyperparameters.Length == 0 ? kind : $"{kind}({hyperparameters.Substring(2)})";
    }

    /// <summary>Whether there is a factor and a term, as Keras says it.</summary>
    public void AddFlags(Hyperparameters to)
    {
        to.Add("center", Beta is not null);
        to.Add("scale", Gamma is not null);
    }

    /// <summary>First values. What Keras says of a factor or a term that the layer has not is what it would begin with.</summary>
    public void AddInitializers(Hyperparameters to)
    {
        to.Add("beta_initializer", Beta?.Initialization ?? new(Initializer.Zeros, 0));
        to.Add("gamma_initializer", Gamma?.Initialization ?? new(Initializer.Ones, 0));
    }

    /// <summary>Penalties and constraints.</summary>
    /// <param name="to">Receives them.</param>
    /// <param name="axes">The axes that a norm is taken over.</param>
    public void AddLimits(Hyperparameters to, params int[] axes)
    {
        to.Add("beta_regularizer", Beta?.Penalty ?? default);
        to.Add("gamma_regularizer", Gamma?.Penalty ?? default);
        to.Add("beta_constraint", Beta?.Constraint ?? default, axes);
        to.Add("gamma_constraint", Gamma?.Constraint ?? default, axes);
    }

    /// <summary>The parameters, in Keras's order.</summary>
    public ImmutableArray<ParameterSpec> Parameters(ImmutableArray<int> shape)
    {
        var parameters = ImmutableArray.CreateBuilder<ParameterSpec>();
        if (Gamma is { } gamma)
        {
            parameters.Add(gamma.Of("gamma", shape));
        }

        if (Beta is { } beta)
        {
            parameters.Add(beta.Of("beta", shape));
        }

        return parameters.ToImmutable();
    }
}
