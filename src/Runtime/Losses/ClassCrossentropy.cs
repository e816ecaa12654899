using System;

namespace NetGen;

/// <summary><c>-sum(t * ln p)</c> over the classes, however their targets are given.</summary>
internal static class ClassCrossentropy
{
    /// <summary>By outputs, which are normalised to sum 1 and clipped; beyond that the gradient is 0.</summary>
    public static double Evaluate<TTargets>(ReadOnlySpan<float> output, TTargets targets, float weight, Span<float> gradient)
        where TTargets : struct, IClassTargets, allows ref struct
    {
        double sum = Probability.Sum(output);
        double loss = 0;
        double insideTargets = 0;
        for (int i = 0; i < output.Length; i++)
        {
            double p = output[i] / sum;
            double t = targets[i];
            loss -= t * Math.Log(Probability.Clip(p));
            insideTargets += Probability.IsInside(p) ? t : 0;
        }

        for (int i = 0; i < gradient.Length; i++)
        {
            double own = Probability.IsInside(output[i] / sum) ? targets[i] / output[i] : 0;
            gradient[i] = (float)(weight * ((insideTargets / sum) - own));
        }

        return loss;
    }

    /// <summary>By the logits of a softmax, never clipped.</summary>
    public static double EvaluateLogits<TTargets>(
        ReadOnlySpan<float> logits, ReadOnlySpan<float> output, TTargets targets, float weight, Span<float> gradient)
        where TTargets : struct, IClassTargets, allows ref struct
    {
        double logSum = Probability.LogSumExp(logits);
        double loss = 0;
        double sum = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            double t = targets[i];
            loss += t == 0 ? 0 : t * (logSum - logits[i]);
            sum += t;
        }

        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = (float)(weight * ((output[i] * sum) - targets[i]));
        }

        return loss;
    }
}
