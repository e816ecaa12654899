using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Layers;

/// <summary>Which layers of a network are trained: those from the one on that <c>TrainableFrom</c> names, where a layer says nothing of itself.</summary>
internal static class TrainableLayers
{
    /// <summary>Of the network's attribute: the name of the first layer that is trained.</summary>
    public const string Argument = "TrainableFrom";

    /// <summary>The number of the first layer that is trained.</summary>
    /// <param name="attribute">The network's; null where there is none.</param>
    /// <param name="names">The layers' names in order.</param>
    /// <param name="findings">Receives what is wrong.</param>
    public static int First(AttributeDeclaration? attribute, ImmutableArray<string> names, Findings findings)
    {
        if (attribute is null)
        {
            return 0;
        }

        var reader = new AttributeReader(attribute, Site.Network(), findings);
        if (reader.Text(Argument) is not { } name)
        {
            return 0;
        }

        int first = names.IndexOf(name);
        if (first < 0)
        {
            reader.Error(RuleId.UnknownTrainableFrom, Argument, name, string.Join(", ", names));
        }

        return first;
    }

    /// <summary>Says so where training would change nothing, though there is something to change.</summary>
    public static void Check(IReadOnlyList<Layer?> layers, AttributeDeclaration? attribute, Findings findings)
    {
        bool hasTrainable = layers.Any(layer => layer is { HasTrainable: true });
        if (hasTrainable && layers.All(layer => layer is { Learns: false }))
        {
            string? from = attribute?.Arguments.FirstOrDefault(argument => argument.Name == Argument)?.Text;
            findings.Remark(
                RuleId.NothingToTrain, Site.Network(Argument), from is null ? "Trainable = false on every layer that has weights" : $"{Argument} = \"{from}\"");
        }
    }
}
