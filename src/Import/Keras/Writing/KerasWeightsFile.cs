using System;
using System.Collections.Generic;
using NetGen.Import.Hdf5.Writing;

namespace NetGen.Import.Keras.Writing;

/// <summary>Weights as Keras 3 keeps them: each layer's under its class, counted in Keras's order of layers, and by number.</summary>
internal static class KerasWeightsFile
{
    private const string Variables = "vars";
    private const string Name = "name";

    public static byte[] Write(WrittenNetwork network)
    {
        var root = new Hdf5Group();
        root.At(Variables).Attributes.Add(Name, network.IsSequence ? "sequential" : "functional");
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        if (!network.IsSequence)
        {
            // Keras counts the input among the layers of a graph, though it has no weights.
            VariablesOf(root, "InputLayer", WrittenLayer.Input, counts);
        }

        foreach (WrittenLayer layer in network.IsSequence ? network.Layers : KerasOrder.Of(network.Layers))
        {
            Hdf5Group variables = VariablesOf(root, layer.ClassName, layer.Name, counts);
            for (int i = 0; i < layer.Weights.Count; i++)
            {
                variables.Add(FormattableString.Invariant($"{i}"), layer.Weights[i].Shape, layer.Weights[i].Values);
            }

            if (layer.ClassName == "Normalization")
            {
                // How many samples the statistics were taken of, which nothing computes with once they are taken.
                variables.Add("2", 0);
            }
        }

        return Hdf5Writer.Write(root);
    }

    private static Hdf5Group VariablesOf(Hdf5Group root, string className, string name, Dictionary<string, int> counts)
    {
        string stem = SnakeCase.Of(className);
        counts.TryGetValue(stem, out int count);
        counts[stem] = count + 1;
        string place = count == 0 ? stem : FormattableString.Invariant($"{stem}_{count}");
        Hdf5Group variables = root.At($"layers/{place}/{Variables}");
        variables.Attributes.Add(Name, name);
        return variables;
    }
}
