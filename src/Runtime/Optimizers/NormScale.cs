using System;

namespace NetGen;

/// <summary>Clipping by norm as a product and a division of every gradient value, in Keras's order of operations.</summary>
internal readonly record struct NormScale(float Factor, float Divisor)
{
    public static NormScale None => new(1, 1);

    /// <summary>Keras's <c>clip_by_norm</c>: <c>g * c / max(norm, c)</c>.</summary>
    public static NormScale ForParameter(float bound, double squares) => new(bound, MathF.Max((float)Math.Sqrt(squares), bound));

    /// <summary>Keras's <c>clip_by_global_norm</c>: <c>g * (c * min(1 / norm, 1 / c))</c>; a norm that is not finite gives NaN.</summary>
    public static NormScale ForAll(float bound, double squares)
    {
        float norm = (float)Math.Sqrt(squares);
        return float.IsFinite(norm) ? new(bound * MathF.Min(1 / norm, 1 / bound), 1) : new(float.NaN, 1);
    }
}
