using System.Collections.Immutable;

namespace NetGen.Generator.Layers;

/// <summary>What a layer's attribute says of one of its parameters: first values, penalty, constraint.</summary>
internal readonly record struct ParameterOptions(Initialization Initialization, Penalty Penalty, Constraint Constraint)
{
    /// <summary>
    /// The arguments that begin with the parameter's name. The rules: penalties and largest norms are at least 0, what an argument is about
    /// exists, and a vector has no orthogonal matrix.
    /// </summary>
    /// <param name="of">The parameter, as the arguments call it: "Kernel".</param>
    /// <param name="usual">How it begins where nothing is said.</param>
    /// <param name="exists">Whether the layer has the parameter.</param>
    /// <param name="without">What the attribute says where it has not: "UseBias = false".</param>
    /// <param name="reader">Reads the attribute.</param>
    public static ParameterOptions Read(string of, Initializer usual, bool exists, string without, LayerReader reader)
    {
        Initializer initializer = reader.Member(of + "Initializer", usual);
        if (initializer == Initializer.Orthogonal && of is not ("Kernel" or "Depthwise" or "Pointwise"))
        {
            reader.Error(RuleId.OrthogonalBias, of + "Initializer", of == "Bias" ? "a bias" : of.ToLowerInvariant(), of + "Initializer");
        }

        var options = new ParameterOptions(new(initializer, reader.Number(of + "Constant", 0)), ReadPenalty(of, reader), ReadConstraint(of, reader));
        if (!exists)
        {
            foreach (string argument in new[] { "L1", "L2", "Initializer", "Constant", "MaxNorm", "NonNegative" })
            {
                RemarkWithoutEffect(of + argument, $"the layer has no {of.ToLowerInvariant()}", without, reader);
            }
        }
        else if (initializer != Initializer.Constant)
        {
            RemarkWithoutEffect(of + "Constant", "only Initializer.Constant reads it", $"{of}Initializer = Initializer.{initializer}", reader);
        }

        return options;
    }

    /// <summary>The penalty that two arguments state, of a parameter or of a layer's output.</summary>
    public static Penalty ReadPenalty(string of, LayerReader reader) => new(
        reader.Number(of + "L1", 0, minimum: 0, RuleId.NegativePenalty),
        reader.Number(of + "L2", 0, minimum: 0, RuleId.NegativePenalty));

    /// <summary>The parameter of that name and shape.</summary>
    public ParameterSpec Of(string role, ImmutableArray<int> shape) => new(role, shape, Initialization, Penalty, Constraint);

    private static Constraint ReadConstraint(string of, LayerReader reader)
    {
        string name = of + "MaxNorm";
        double norm = reader.Number(name, 0, minimum: 0, RuleId.NegativeNorm);
        if (norm > 0 && (float)norm == 0)
        {
            reader.Error(RuleId.NegativeNorm, name, name, reader.Kind, NumberText.Plain(norm), "0, or a number that single precision tells from 0");
        }

        return new(norm, reader.Flag(of + "NonNegative", false));
    }

    private static void RemarkWithoutEffect(string argument, string why, string given, LayerReader reader)
    {
        if (reader.Has(argument))
        {
            reader.Remark(RuleId.WithoutEffect, argument, argument, why, given);
        }
    }
}
