using System;
using System.Collections.Generic;

namespace NetGen.Bench.Peers;

/// <summary>A step of an <see cref="Architecture"/>, in the words that all contenders share.</summary>
internal abstract record Stage;

/// <summary>A convolution of square kernels with bias and ReLU, stride 1.</summary>
internal sealed record Convolution(int Filters, int Kernel, bool Same) : Stage;

/// <summary>Maximum of 2x2 pixels.</summary>
internal sealed record MaxPool : Stage;

/// <summary>Image to vector.</summary>
internal sealed record Flattening : Stage;

/// <summary>A fully connected layer with bias, and ReLU where it is hidden; the last one ends in a softmax.</summary>
internal sealed record FullyConnected(int Units, bool Relu) : Stage;

/// <summary>One weighted stage with the shapes that the layouts of its parameters depend on.</summary>
/// <param name="Stage">A <see cref="Convolution"/> or a <see cref="FullyConnected"/>.</param>
/// <param name="Input">The shape of one sample that arrives.</param>
/// <param name="Image">For a layer behind a flattening: the image that was flattened; else null.</param>
/// <param name="KernelOffset">Where the kernel begins in the flat block; the bias follows it.</param>
internal sealed record WeightedStage(Stage Stage, int[] Input, int[]? Image, int KernelOffset)
{
    public int Inputs => Stage is Convolution c ? c.Kernel * c.Kernel * Input[2] : Input[0];

    public int Outputs => Stage is Convolution c ? c.Filters : ((FullyConnected)Stage).Units;

    public int KernelSize => Inputs * Outputs;

    public int BiasOffset => KernelOffset + KernelSize;
}

/// <summary>A network that every contender builds with the same weights.</summary>
/// <param name="Name">Its name in the report.</param>
/// <param name="InputShape">(height, width, channels) or (features).</param>
/// <param name="Stages">What happens to a sample.</param>
internal sealed record Architecture(string Name, int[] InputShape, IReadOnlyList<Stage> Stages)
{
    public int InputSize => Size(InputShape);

    public int Classes => ((FullyConnected)Stages[^1]).Units;

    /// <summary>The stages that have parameters, in order; the flat block of weights holds Keras's layouts one after the other.</summary>
    public IReadOnlyList<WeightedStage> Weighted()
    {
        var weighted = new List<WeightedStage>();
        int[] shape = InputShape;
        int[]? image = null;
        int offset = 0;
        foreach (Stage stage in Stages)
        {
            if (stage is Convolution or FullyConnected)
            {
                var entry = new WeightedStage(stage, shape, image, offset);
                weighted.Add(entry);
                offset += entry.KernelSize + entry.Outputs;
            }

            image = stage is Flattening ? shape : null;
            shape = Output(stage, shape);
        }

        return weighted;
    }

    /// <summary>Weights of He's scale and small biases, so that no comparison passes because of zeros.</summary>
    public float[] RandomWeights(int seed)
    {
        var random = new Random(seed);
        IReadOnlyList<WeightedStage> stages = Weighted();
        var weights = new float[stages[^1].BiasOffset + stages[^1].Outputs];
        foreach (WeightedStage stage in stages)
        {
            float limit = MathF.Sqrt(6f / stage.Inputs);
            Fill(weights.AsSpan(stage.KernelOffset, stage.KernelSize), random, limit);
            Fill(weights.AsSpan(stage.BiasOffset, stage.Outputs), random, 0.1f);
        }

        return weights;
    }

    /// <summary>Samples with values in [0, 1).</summary>
    public float[] RandomSamples(int count, int seed)
    {
        var random = new Random(seed);
        var samples = new float[count * InputSize];
        foreach (ref float value in samples.AsSpan())
        {
            value = random.NextSingle();
        }

        return samples;
    }

    /// <summary>Class indices.</summary>
    public int[] RandomLabels(int count, int seed)
    {
        var random = new Random(seed);
        var labels = new int[count];
        foreach (ref int label in labels.AsSpan())
        {
            label = random.Next(Classes);
        }

        return labels;
    }

    private static void Fill(Span<float> values, Random random, float limit)
    {
        foreach (ref float value in values)
        {
            value = ((2 * random.NextSingle()) - 1) * limit;
        }
    }

    private static int[] Output(Stage stage, int[] shape) => stage switch
    {
        Convolution { Same: true } c => [shape[0], shape[1], c.Filters],
        Convolution c => [shape[0] - c.Kernel + 1, shape[1] - c.Kernel + 1, c.Filters],
        MaxPool => [shape[0] / 2, shape[1] / 2, shape[2]],
        Flattening => [Size(shape)],
        FullyConnected d => [d.Units],
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "A stage without a shape rule."),
    };

    private static int Size(int[] shape)
    {
        int size = 1;
        foreach (int dimension in shape)
        {
            size *= dimension;
        }

        return size;
    }
}
