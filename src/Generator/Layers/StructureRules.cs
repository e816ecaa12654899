using NetGen.Generator.Declaration;
using NetGen.Generator.Layers.Blocks;

namespace NetGen.Generator.Layers;

/// <summary>Rules about the class that carries the attributes.</summary>
internal static class StructureRules
{
    public static void Check(NetworkDeclaration declaration, Findings findings)
    {
        if (declaration.Attribute is null)
        {
            if (!declaration.Structure.HasUnknownAttributes)
            {
                bool hasLayers = declaration.Layers.Count > 0;
                findings.Error(hasLayers ? RuleId.MissingNetwork : RuleId.WeightsWithoutNetwork, hasLayers ? Site.Layer(0) : Site.Weights, declaration.Type.Name);
            }

            return;
        }

        CheckClass(declaration.Type, declaration.Structure, findings);
        if (declaration.Weights is { HasRequiredMembers: true })
        {
            findings.Remark(RuleId.PretrainedSetsNoMembers, Site.Weights, declaration.Type.Name);
        }

        if (declaration.Structure.FirstLayerElsewhere >= 0)
        {
            findings.Error(
                RuleId.LayersOnSeveralDeclarations, Site.Layer(declaration.Structure.FirstLayerElsewhere), declaration.Type.Name);
        }
    }

    /// <summary>Whether there are layers, once it is known which of them stand.</summary>
    public static void CheckLayers(NetworkDeclaration written, Unfolded unfolded, Findings findings)
    {
        if (written is { Attribute: not null, Structure.HasUnknownAttributes: false } && unfolded.IsWhole && unfolded.Declaration.Layers.Count == 0)
        {
            findings.Error(RuleId.NoLayers, Site.Network(), written.Type.Name);
        }
    }

    private static void CheckClass(TypeDeclaration type, Structure structure, Findings findings)
    {
        if (structure.Unsupported.Length > 0)
        {
            findings.Error(RuleId.UnsupportedClass, Site.Class, type.Name, structure.Unsupported);
            return;
        }

        if (!structure.IsPartial)
        {
            findings.Error(RuleId.NotPartial, Site.Class, type.Name);
        }

        if (structure.Language.Length > 0)
        {
            findings.Error(RuleId.OldLanguage, Site.Class, type.Name, structure.Language);
        }

        CheckBase(type, structure, findings);
        CheckNames(type, structure, findings);
        foreach (int container in structure.ContainersNotPartial)
        {
            findings.Error(RuleId.ContainingTypeNotPartial, Site.ContainingType(container), type.Name, type.ContainingTypes[container]);
        }
    }

    private static void CheckBase(TypeDeclaration type, Structure structure, Findings findings)
    {
        switch (structure.Base)
        {
            case BaseFault.IsNetwork:
                findings.Error(RuleId.DerivesFromNetwork, Site.Class, type.Name, structure.BaseName);
                break;
            case BaseFault.LacksConstructor:
                findings.Error(RuleId.BaseConstructor, Site.Class, type.Name, structure.BaseName);
                break;
            default:
                break;
        }
    }

    /// <summary>The class and its own members beside the emitted ones.</summary>
    private static void CheckNames(TypeDeclaration type, Structure structure, Findings findings)
    {
        if (structure.BearsMemberName)
        {
            findings.Error(RuleId.ClassNamedAsMember, Site.Class, type.Name, EmittedMembers.Words(type.Extras));
        }

        for (int i = 0; i < structure.Collisions.Count; i++)
        {
            findings.Error(RuleId.MemberCollision, Site.Member(i), structure.Collisions[i], type.Name, EmittedMembers.Words(type.Extras));
        }

        for (int i = 0; i < structure.UnchainedConstructors.Count; i++)
        {
            findings.Error(RuleId.UnchainedConstructor, Site.Constructor(i), structure.UnchainedConstructors[i], type.Name);
        }
    }
}
