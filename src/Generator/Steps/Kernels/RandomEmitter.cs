using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// Layers of chance. What they draw is a function of key and position (the runtime's CounterRandom), so it depends on no
/// thread, and a backward pass draws the same again instead of storing it.
/// </summary>
internal static class RandomEmitter
{
    /// <summary>Writes the method of training, and the identity for when a batch does not train.</summary>
    public static void WriteForward(CodeWriter writer, RandomStep step, VectorForm form)
    {
        switch (step.Layer)
        {
            case Dropout dropout:
                DropoutEmitter.WriteForward(writer, step, dropout.Rate, form);
                break;
            case SpatialDropout2D dropout:
                SpatialDropoutEmitter.WriteForward(writer, step, dropout.Rate, form);
                break;
            case GaussianNoise noise:
                NoiseEmitter.WriteForward(writer, step, noise, form);
                break;
            case RandomFlip flip:
                FlipEmitter.Write(writer, step, flip.Mode, form);
                break;
            case Warp warp:
                WarpEmitter.Write(writer, step, warp, form);
                break;
            case RandomContrast contrast:
                ContrastEmitter.Write(writer, step, contrast, form);
                break;
            default:
                throw new System.NotSupportedException($"No emitter for layer kind {step.Layer.Kind}.");
        }

        ElementwiseEmitter.WriteIdentity(writer, step, form);
    }

    public static void WriteBackward(CodeWriter writer, RandomStep step, VectorForm form)
    {
        switch (step.Layer)
        {
            case Dropout dropout:
                DropoutEmitter.WriteBackward(writer, step, dropout.Rate, form);
                break;
            case SpatialDropout2D dropout:
                SpatialDropoutEmitter.WriteBackward(writer, step, dropout.Rate, form);
                break;
            case GaussianNoise:
                NoiseEmitter.WriteBackward(writer, step);
                break;
            default:
                throw new System.NotSupportedException($"No backward for layer kind {step.Layer.Kind}.");
        }
    }
}
