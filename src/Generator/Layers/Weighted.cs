using System.Collections.Immutable;

namespace NetGen.Generator.Layers;

/// <summary>What layers with a kernel and a bias have in common.</summary>
internal sealed record Weighted(
    Activation Activation,
    bool UseBias,
    Initialization KernelInitialization,
    Initialization BiasInitialization,
    Penalty KernelPenalty,
    Penalty BiasPenalty,
    Penalty ActivityPenalty,
    Constraint KernelConstraint = default,
    Constraint BiasConstraint = default)
{
    /// <summary>
    /// The arguments that these layers share. The rules: penalties and largest norms are at least 0, what an argument is about
    /// exists, and a bias, being a vector, has no orthogonal matrix.
    /// </summary>
    /// <param name="outputs">Values that the activation sees at once.</param>
    public static Weighted Read(LayerReader reader, int outputs)
    {
        Activation activation = reader.Member("Activation", Activation.Linear);
        if (activation == Activation.Softmax && outputs == 1)
        {
            reader.Error(RuleId.SoftmaxOverOneValue, "Activation", $"{reader.Kind}(1)");
        }

        bool useBias = reader.Flag("UseBias", true);
        Initializer kernel = reader.Member("KernelInitializer", Initializer.GlorotUniform);
        Initializer bias = reader.Member("BiasInitializer", Initializer.Zeros);
        if (bias == Initializer.Orthogonal)
        {
            reader.Error(RuleId.OrthogonalBias, "BiasInitializer");
        }

        var weighted = new Weighted(
            activation,
            useBias,
            new(kernel, reader.Number("KernelConstant", 0)),
            new(bias, reader.Number("BiasConstant", 0)),
            ReadPenalty("Kernel", reader),
            ReadPenalty("Bias", reader),
            ReadPenalty("Activity", reader),
            ReadConstraint("Kernel", reader),
            ReadConstraint("Bias", reader));

        if (!useBias)
        {
            foreach (string argument in new[] { "BiasL1", "BiasL2", "BiasInitializer", "BiasConstant", "BiasMaxNorm", "BiasNonNegative" })
            {
                RemarkWithoutEffect(argument, "the layer has no bias", "UseBias = false", reader);
            }
        }
        else if (bias != Initializer.Constant)
        {
            RemarkWithoutEffect("BiasConstant", "only Initializer.Constant reads it", $"BiasInitializer = Initializer.{bias}", reader);
        }

        if (kernel != Initializer.Constant)
        {
            RemarkWithoutEffect("KernelConstant", "only Initializer.Constant reads it", $"KernelInitializer = Initializer.{kernel}", reader);
        }

        return weighted;
    }

    /// <summary>The kernel of that shape, whose last dimension counts the outputs, and the bias if there is one.</summary>
    public ImmutableArray<ParameterSpec> Parameters(ImmutableArray<int> kernelShape)
    {
        var kernel = new ParameterSpec("kernel", kernelShape, KernelInitialization, KernelPenalty, KernelConstraint);
        if (!UseBias)
        {
            return [kernel];
        }

        int outputs = kernelShape[kernelShape.Length - 1];
        return [kernel, new ParameterSpec("bias", ImmutableArray.Create(outputs), BiasInitialization, BiasPenalty, BiasConstraint)];
    }

    private static Penalty ReadPenalty(string of, LayerReader reader) => new(
        reader.Number(of + "L1", 0, minimum: 0, RuleId.NegativePenalty),
        reader.Number(of + "L2", 0, minimum: 0, RuleId.NegativePenalty));

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
