using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Declaration.Blocks;

namespace NetGen.Generator.Layers.Blocks;

/// <summary>Where the layers of a network whose blocks are unfolded stand in the source.</summary>
/// <param name="Layers">The attributes of the network, as they were written.</param>
/// <param name="Paths">For each unfolded layer the index of the network's attribute that it comes from, and if that is a block the index within, and so on.</param>
/// <param name="Names">The unfolded layers' names.</param>
internal sealed record Origins(EquatableArray<AttributeDeclaration> Layers, EquatableArray<EquatableArray<int>> Paths, EquatableArray<string> Names)
{
    /// <summary>Of a network without blocks, whose layers stand as they were written.</summary>
    public static Origins AsWritten { get; } = new(default, default, default);

    /// <summary>The names of the layers that stand in a file, which is all that was written of them; empty where layers are attributes.</summary>
    public EquatableArray<string> InFile { get; init; }

    /// <summary>Whether there is something to be said to a user: a file was written elsewhere, and what could only be better there is no matter here.</summary>
    public bool Concerns(Finding finding) => InFile.Count == 0 || finding.Blocks || finding.Site.Kind != SiteKind.Layer;

    /// <summary>A finding about an unfolded layer as one about what was written.</summary>
    public Finding Translate(Finding finding) => InFile.Count > 0 && finding.Site.Kind == SiteKind.Layer
        ? finding with { Site = Site.Network("path"), Repair = null, InBlock = InFile[finding.Site.Index] }
        : Paths.Count == 0 || finding.Site.Kind != SiteKind.Layer
        ? finding
        : Translate(finding, Paths[finding.Site.Index], Names[finding.Site.Index]);

    /// <summary>A finding about a layer at a place as one about what was written there.</summary>
    /// <param name="finding">Of its site only the argument counts.</param>
    /// <param name="path">The place.</param>
    /// <param name="name">The layer's name.</param>
    public Finding Translate(Finding finding, EquatableArray<int> path, string name)
    {
        Site site = SiteOf(path, finding.Site.Argument);
        bool isWritten = site.Argument == finding.Site.Argument;
        return finding with { Site = site, Repair = isWritten ? finding.Repair : null, InBlock = path.Count > 1 ? name : null };
    }

    /// <summary>
    /// What a user can change: the argument itself, wherever it is the same in all uses of its block; else the argument of the use that gave the hyperparameter,
    /// or the use.
    /// </summary>
    private Site SiteOf(EquatableArray<int> path, string? argument)
    {
        for (int depth = path.Count - 1; depth > 0; depth--)
        {
            if (argument is null || AttributeAt(path, depth).Find(argument) is not { } written)
            {
                return Site.Layer(path[0]);
            }

            if (written.Formula is null || written.Formula.Parts().Any(part => part is Formula.Unreadable))
            {
                return Site.Layer(path[0], argument) with { Inside = path.Skip(1).Take(depth).ToImmutableArray() };
            }

            argument = SoleHyperparameter(written.Formula);
        }

        return Site.Layer(path[0], argument);
    }

    private AttributeDeclaration AttributeAt(EquatableArray<int> path, int depth)
    {
        AttributeDeclaration attribute = Layers[path[0]];
        foreach (int index in path.Skip(1).Take(depth))
        {
            attribute = attribute.Block!.Layers[index];
        }

        return attribute;
    }

    /// <summary>The one hyperparameter that a formula depends on; null where it depends on several things.</summary>
    private static string? SoleHyperparameter(Formula formula) =>
        formula.Parts().Where(part => part is not Formula.Constant).Distinct().Take(2).ToArray() is [Formula.Hyperparameter sole] ? sole.Parameter : null;
}
