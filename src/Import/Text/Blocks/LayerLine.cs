using System.Collections.Generic;
using System.Linq;

namespace NetGen.Import.Text.Blocks;

/// <summary>A layer as a line of a declaration, with what it reads as the lines that make it.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Inputs">The indices of the layers that it reads; -1 is the network's input.</param>
/// <param name="Arguments">Its arguments without those that name layers.</param>
internal sealed record LayerLine(ImportedLayer Layer, IReadOnlyList<int> Inputs, IReadOnlyList<ImportedArgument> Arguments)
{
    private const string Strides = "Strides";

    /// <summary>The layers of a network as lines.</summary>
    public static IReadOnlyList<LayerLine> Of(ImportedNetwork network)
    {
        Dictionary<string, int> indices = network.Layers.Select((layer, i) => (layer.Name, Index: i)).ToDictionary(pair => pair.Name, pair => pair.Index);
        return [.. network.Layers.Select(layer => new LayerLine(
            layer,
            [.. layer.Inputs.Select(name => indices.TryGetValue(name, out int index) ? index : -1)],
            [.. layer.Arguments.Where(argument => argument.Name is not ("layers" or "Input" or "Name"))]))];
    }

    /// <summary>The name that the layer was given; null where it has Keras's.</summary>
    public string? GivenName => Layer.Arguments.FirstOrDefault(argument => argument.Name == "Name")?.Value as string;

    /// <summary>The whole numbers among the arguments, which may differ from use to use of a block; strides of 1, which nobody writes, are some too.</summary>
    public IReadOnlyList<ImportedArgument> Numbers => [.. Arguments.Where(argument => argument.Value is int), .. UnwrittenStrides()];

    /// <summary>What must be the same in every use of a block: the kind and all arguments that are no whole numbers, and the names of those that are.</summary>
    public string Form => string.Join(
        "|",
        [
            Layer.Kind,
            .. Arguments.Where(argument => argument.Value is not int).Select(argument => $"{argument.Name}={ValueText.Of(argument.Value)}"),
            .. Numbers.Select(argument => argument.Name),
        ]);

    private IEnumerable<ImportedArgument> UnwrittenStrides() =>
        Layer.Kind.Contains("Conv2D") && !Arguments.Any(argument => argument.Name is Strides or "StrideHeight") ? [new ImportedArgument(Strides, 1)] : [];
}
