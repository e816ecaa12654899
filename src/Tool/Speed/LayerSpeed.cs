using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using NetGen.Measuring;
using NetGen.Tool.Emission;

namespace NetGen.Tool.Speed;

/// <summary>What a group of layers takes.</summary>
/// <param name="Group">The layers.</param>
/// <param name="Forward">Milliseconds of a batch, forward.</param>
/// <param name="Backward">Milliseconds of a batch, backward; not above 0 where other work on the machine has drowned it.</param>
internal sealed record LayerSpeed(LayerGroup Group, double Forward, double Backward)
{
    private const int LeastBlocks = 5;

    /// <summary>
    /// Measures every group as a network of its own, compiled here from the layers' attributes: a whole network tells how long all of it takes,
    /// and nothing of its parts. The backward figures are differences of passes with and without it.
    /// </summary>
    /// <param name="declaration">The network's attributes.</param>
    /// <param name="network">Its description.</param>
    /// <param name="batch">Samples of a batch.</param>
    /// <param name="threads">Number of threads.</param>
    /// <param name="seconds">Time for each group.</param>
    public static IReadOnlyList<LayerSpeed> Measure(NetworkDeclaration declaration, NetworkInfo network, int batch, int threads, double seconds)
    {
        if (declaration.LayerCount != network.Layers.Count)
        {
            throw new ToolException(
                $"{declaration.FullName} has {declaration.LayerCount} attributes and {network.Layers.Count} layers: it cannot be taken apart.");
        }

        IReadOnlyList<LayerGroup> groups = LayerGroup.Of(network);
        Assembly compiled = NetworkCompilation.Of(string.Concat(groups.Select((group, i) =>
            declaration.SourceOf(ClassName(i), group.InputShape, group.HasWeightsBefore, group.First, group.Layers.Count))), declaration.Widths).Load();
        return [.. groups.Select((group, i) => Measure(group, Create(compiled.GetType(ClassName(i))!), batch, threads, seconds))];
    }

    private static INetwork Create(Type type) => (INetwork)Activator.CreateInstance(type, 0)!;

    private static LayerSpeed Measure(LayerGroup group, INetwork network, int batch, int threads, double seconds)
    {
        using var forward = new Pass(network, batch, threads, isTraining: false);
        using var training = new Pass(network, batch, threads, isTraining: true);
        Timing[] timings = Timing.Interleave([forward.Time, training.Time], seconds, LeastBlocks);
        return new LayerSpeed(group, timings[0].Median, timings[1].Median - timings[0].Median);
    }

    private static string ClassName(int index) => string.Create(CultureInfo.InvariantCulture, $"Layer{index}");
}
