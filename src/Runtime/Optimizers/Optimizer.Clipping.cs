using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen;

/// <content>The bounds of gradients.</content>
public abstract partial class Optimizer
{
    private float? _clipNorm;
    private float? _clipValue;
    private float? _globalClipNorm;

    /// <summary>
    /// Scales each parameter's gradient down to this L2 norm where it is longer (Keras: <c>clipnorm</c>). Default: off.
    /// </summary>
    /// <exception cref="InvalidOperationException">Another kind of clipping is set.</exception>
    public float? ClipNorm
    {
        get => _clipNorm;
        init => _clipNorm = OnlyClipping(value, nameof(ClipNorm));
    }

    /// <summary>Cuts each gradient value to ± this (Keras: <c>clipvalue</c>). Default: off.</summary>
    /// <exception cref="InvalidOperationException">Another kind of clipping is set.</exception>
    public float? ClipValue
    {
        get => _clipValue;
        init => _clipValue = OnlyClipping(value, nameof(ClipValue));
    }

    /// <summary>
    /// Scales all gradients together down to this L2 norm where they are longer (Keras: <c>global_clipnorm</c>). Default: off.
    /// </summary>
    /// <exception cref="InvalidOperationException">Another kind of clipping is set.</exception>
    public float? GlobalClipNorm
    {
        get => _globalClipNorm;
        init => _globalClipNorm = OnlyClipping(value, nameof(GlobalClipNorm));
    }

    private float? OnlyClipping(float? value, string name)
    {
        if (value is null)
        {
            return null;
        }

        if (!(value > 0) || !float.IsFinite(value.Value))
        {
            throw new ArgumentOutOfRangeException(name, value, "A clipping bound is finite and above 0.");
        }

        return _clipNorm is null && _clipValue is null && _globalClipNorm is null
            ? value
            : throw new InvalidOperationException($"{name} was given beside another kind of clipping; at most one of ClipNorm, ClipValue and GlobalClipNorm may be set.");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Clip(Span<float> gradients, NormScale scale)
    {
        if (_clipValue is { } bound)
        {
            var upper = new Vector<float>(bound);
            for (int i = 0; i < gradients.Length; i += Vector<float>.Count)
            {
                Block.Store(gradients, i, Vector.Clamp(Block.Load(gradients, i), -upper, upper));
            }
        }
        else if (_clipNorm is not null || _globalClipNorm is not null)
        {
            for (int i = 0; i < gradients.Length; i += Vector<float>.Count)
            {
                Block.Store(gradients, i, Block.Load(gradients, i) * scale.Factor / scale.Divisor);
            }
        }
    }
}
