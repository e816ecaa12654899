using System;
using System.Collections.Generic;
using NetGen.Golden.Tests.Execution;
using NetGen.Golden.Tests.Reference;

namespace NetGen.Golden.Tests.Inside;

/// <summary>What the layers of a network put out, against plain loops and against its prediction.</summary>
internal static class LayerComparison
{
    private const double Tolerance = 1e-5;

    /// <summary>Compares every layer with plain loops of the same parameters, then the last one with the prediction.</summary>
    public static void Compare(ILayerOutputs network, ReferenceNetwork reference, float[] sample)
    {
        IReadOnlyList<double[]> want = reference.LayerOutputs(Array.ConvertAll(sample, value => (double)value));
        for (int i = 0; i < want.Count; i++)
        {
            string layer = network.Info.Layers[i].Name;
            Closeness.Relative(layer, want[i], network.LayerOutput(layer, sample), Tolerance);
        }

        ComparePrediction(network, sample);
    }

    /// <summary>The pass that shows every layer fuses nothing, that of prediction all it can.</summary>
    public static void ComparePrediction(ILayerOutputs network, float[] sample)
    {
        double[] predicted = Array.ConvertAll(network.Predict(sample), value => (double)value);
        Closeness.Relative("the last layer", predicted, network.LayerOutput(network.Info.Layers[^1].Name, sample), Tolerance);
    }
}
