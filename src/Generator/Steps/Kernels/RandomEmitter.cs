using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Sends a layer of chance to what writes its kernels.</summary>
internal static class RandomEmitter
{
    /// <summary>Writes the method of training.</summary>
    public static void WriteForward(CodeWriter writer, Kernel kernel, RandomStep step)
    {
        switch (step.Layer)
        {
            case Dropout dropout:
                DropoutEmitter.WriteForward(writer, kernel, step, dropout);
                break;
            case AlphaDropout dropout:
                DropoutEmitter.WriteForward(writer, kernel, step, dropout);
                break;
            case GaussianDropout dropout:
                NoiseEmitter.WriteForward(writer, kernel, step, dropout);
                break;
            case SpatialDropout2D dropout:
                SpatialDropoutEmitter.WriteForward(writer, kernel, step, dropout.Rate);
                break;
            case GaussianNoise noise:
                NoiseEmitter.WriteForward(writer, kernel, step, noise);
                break;
            case RandomFlip flip:
                FlipEmitter.Write(writer, kernel, step, flip.Mode);
                break;
            case Warp warp:
                WarpEmitter.Write(writer, kernel, step, warp);
                break;
            case RandomContrast contrast:
                ContrastEmitter.Write(writer, kernel, step, contrast);
                break;
            case RandomBrightness brightness:
                BrightnessEmitter.Write(writer, kernel, step, brightness);
                break;
            case RandomCrop:
                CropEmitter.Write(writer, kernel, step);
                break;
            default:
                throw new System.NotSupportedException($"No emitter for layer kind {step.Layer.Kind}.");
        }
    }

    public static void WriteBackward(CodeWriter writer, Kernel kernel, RandomStep step)
    {
        switch (step.Layer)
        {
            case Dropout dropout:
                DropoutEmitter.WriteBackward(writer, kernel, step, Mask.Of(dropout));
                break;
            case AlphaDropout dropout:
                DropoutEmitter.WriteBackward(writer, kernel, step, Mask.Of(dropout));
                break;
            case GaussianDropout dropout:
                NoiseEmitter.WriteBackward(writer, kernel, step, dropout);
                break;
            case SpatialDropout2D dropout:
                SpatialDropoutEmitter.WriteBackward(writer, kernel, step, dropout.Rate);
                break;
            case GaussianNoise:
                NoiseEmitter.WriteBackward(writer, kernel, step);
                break;
            default:
                throw new System.NotSupportedException($"No backward for layer kind {step.Layer.Kind}.");
        }
    }
}
