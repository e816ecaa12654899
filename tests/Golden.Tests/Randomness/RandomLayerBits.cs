using System;
using System.Runtime.InteropServices;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;

namespace NetGen.Golden.Tests.Randomness;

/// <summary>Everything that layers of chance make of a batch, in bits.</summary>
internal static class RandomLayerBits
{
    private const int Samples = 5;

    /// <summary>All layers of chance and no other, over channels that fill no register.</summary>
    public static NetworkSpec Spec { get; } = new("Chances", SampleShape.Image(9, 7, 27),
    [
        new RandomFlipSpec(FlipMode.HorizontalAndVertical),
        new RandomTranslationSpec(0.2, 0.3),
        new RandomRotationSpec(0.1) { Fill = FillMode.Wrap },
        new RandomZoomSpec(0.2, 0.1) { Fill = FillMode.Constant, FillValue = 0.5 },
        new RandomContrastSpec(0.5) { MinValue = -1 },
        new RandomTranslationSpec(0.1, 0.1) { Height = new(0, 0.2), Interpolation = Interpolation.Nearest },
        new RandomBrightnessSpec(0.2) { MinValue = -1, MaxValue = 1 },
        new RandomCropSpec(8, 6),
        new DropoutSpec(0.1),
        new SpatialDropoutSpec(0.1),
        new GaussianDropoutSpec(0.1),
        new AlphaDropoutSpec(0.1),
        new GaussianNoiseSpec(0.5),
    ])
    { InputGradient = false };

    /// <summary>The outputs' bits as text.</summary>
    public static string Draw(CompiledNetworks networks)
    {
        INetwork network = networks.Create(Spec.Name);
        float[] x = NetworkTouch.Numbers(new Random(1), Samples * network.Info.InputSize);
        var batch = new RecordingBatch(x, new float[Samples * network.Info.OutputSize], Samples, randomKey: 77);
        network.CreateTrainingPass(Samples, workers: 1).Run(batch);
        return Convert.ToHexString(MemoryMarshal.AsBytes(batch.Outputs.AsSpan()));
    }
}
