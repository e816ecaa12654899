using System;

namespace NetGen.Samples.Lecture.Networks;

/// <summary>Runs networks of one layer whose filters are set by hand.</summary>
internal static class OneLayer
{
    /// <summary>What a network without weights makes of an image.</summary>
    public static float[] Run(INetwork network, float[] image)
    {
        float[] result = new float[network.Info.OutputSize];
        network.Predict(image, result);
        return result;
    }

    /// <summary>What a network makes of an image under these weights.</summary>
    public static float[] Run(INetwork network, float[] weights, float[] image)
    {
        network.Parameters.Update(weights, static (given, values) => given.CopyTo(values));
        return Run(network, image);
    }
}
