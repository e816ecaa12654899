using System;
using System.Linq;

namespace NetGen.Bench.Peers;

/// <summary>A convolution's weights with those of the normalization behind it, where one is: what a deployed model has.</summary>
/// <param name="Kernel">The kernel as a parameter.</param>
/// <param name="Values">Its values in the peers' layout.</param>
/// <param name="Bias">The bias.</param>
internal sealed record FoldedConvolution(Parameter Kernel, float[] Values, float[] Bias)
{
    public static FoldedConvolution Of(Architecture architecture, Node convolution, ReadOnlySpan<float> weights)
    {
        Parameter kernel = architecture[convolution, Role.Kernel];
        float[] values = ChannelsFirst.Values(kernel, weights);
        int channels = convolution.Shape[2];
        float[] bias = convolution.Operation is Convolution { Bias: true } ? Vector(convolution, Role.Bias, weights) : new float[channels];
        if (architecture.Nodes.SingleOrDefault(node => node.Operation is Normalization && node.Input == convolution) is { } normalization)
        {
            float[] gamma = Vector(normalization, Role.Gamma, weights);
            float[] beta = Vector(normalization, Role.Beta, weights);
            float[] mean = Vector(normalization, Role.MovingMean, weights);
            float[] variance = Vector(normalization, Role.MovingVariance, weights);
            int perChannel = values.Length / channels;
            for (int channel = 0; channel < channels; channel++)
            {
                float scale = gamma[channel] / MathF.Sqrt(variance[channel] + Normalization.Epsilon);
                bias[channel] = beta[channel] + ((bias[channel] - mean[channel]) * scale);
                foreach (ref float value in values.AsSpan(channel * perChannel, perChannel))
                {
                    value *= scale;
                }
            }
        }

        return new FoldedConvolution(kernel, values, bias);

        float[] Vector(Node node, Role role, ReadOnlySpan<float> block)
        {
            Parameter parameter = architecture[node, role];
            return block.Slice(parameter.Offset, parameter.Size).ToArray();
        }
    }
}
