using System;

namespace NetGen.Runtime.Tests.Support;

/// <summary>activation(x * kernel + bias), the activation over rows of the last axis, and its derivatives.</summary>
internal sealed record LinearFunction(int Features, int Units, int RowLength, Activation Activation, float ActivityL2)
{
    public int ParameterCount => (Features + 1) * Units;

    public void Forward(ReadOnlySpan<float> parameters, ReadOnlySpan<float> input, Span<float> logits, Span<float> output)
    {
        parameters.Slice(Features * Units, Units).CopyTo(logits);
        for (int i = 0; i < Features; i++)
        {
            for (int j = 0; j < Units; j++)
            {
                logits[j] += input[i] * parameters[(i * Units) + j];
            }
        }

        Activate(logits, output);
    }

    public void Activate(ReadOnlySpan<float> logits, Span<float> output)
    {
        logits.CopyTo(output);
        switch (Activation)
        {
            case Activation.Linear:
                break;
            case Activation.Sigmoid:
                foreach (ref float value in output)
                {
                    value = 1 / (1 + MathF.Exp(-value));
                }

                break;
            case Activation.Softmax:
                for (int row = 0; row < output.Length; row += RowLength)
                {
                    Softmax(output.Slice(row, RowLength));
                }

                break;
            default:
                throw new NotSupportedException($"{Activation}");
        }
    }

    /// <summary>Turns a gradient by the outputs into one by the logits.</summary>
    public void Backward(ReadOnlySpan<float> output, Span<float> gradient)
    {
        if (Activation == Activation.Sigmoid)
        {
            for (int i = 0; i < gradient.Length; i++)
            {
                gradient[i] *= output[i] * (1 - output[i]);
            }
        }
        else if (Activation == Activation.Softmax)
        {
            for (int row = 0; row < gradient.Length; row += RowLength)
            {
                float dot = 0;
                for (int i = row; i < row + RowLength; i++)
                {
                    dot += gradient[i] * output[i];
                }

                for (int i = row; i < row + RowLength; i++)
                {
                    gradient[i] = output[i] * (gradient[i] - dot);
                }
            }
        }
    }

    private static void Softmax(Span<float> row)
    {
        float max = float.NegativeInfinity;
        foreach (float value in row)
        {
            max = MathF.Max(max, value);
        }

        float sum = 0;
        foreach (ref float value in row)
        {
            value = MathF.Exp(value - max);
            sum += value;
        }

        foreach (ref float value in row)
        {
            value /= sum;
        }
    }
}
