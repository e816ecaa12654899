using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace NetGen.Import.Tests.Support;

/// <summary>What a network computes and weighs, for a judge that reads JSON.</summary>
internal static class KnownOutputs
{
    public static void Write(string file, INetwork network, int samples, int seed)
    {
        var random = new Random(seed);
        float[] input = [.. Enumerable.Range(0, samples * network.Info.InputSize).Select(_ => (float)((2 * random.NextDouble()) - 1))];
        var known = new Dictionary<string, object>
        {
            ["shape"] = network.Info.InputShape.Prepend(samples),
            ["input"] = input,
            ["output"] = ImportedClass.Predict(network, input),
            ["layers"] = network.Info.Layers.Where(layer => layer.Parameters.Count > 0).ToDictionary(
                layer => layer.Name,
                layer => layer.Parameters.Select(parameter => new { shape = parameter.Shape, values = network.Parameters[parameter.Name].Values.ToArray() })),
        };
        File.WriteAllText(file, JsonSerializer.Serialize(known));
    }
}
