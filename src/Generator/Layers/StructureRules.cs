using NetGen.Generator.Declaration;
using NetGen.Generator.Emission.Files;

namespace NetGen.Generator.Layers;

/// <summary>Rules about the class that carries the attributes.</summary>
internal static class StructureRules
{
    public static void Check(NetworkDeclaration declaration, Findings findings)
    {
        if (declaration.Attribute is null)
        {
            findings.Error(RuleId.MissingNetwork, Site.Layer(0), declaration.Type.Name);
            return;
        }

        CheckClass(declaration.Type, declaration.Structure, findings);
        if (declaration.Layers.Count == 0)
        {
            findings.Error(RuleId.NoLayers, Site.Network(), declaration.Type.Name);
        }

        if (!declaration.Structure.LayersAreOrdered)
        {
            findings.Error(
                RuleId.LayersOnSeveralDeclarations, Site.Layer(declaration.Structure.FirstLayerElsewhere), declaration.Type.Name);
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

        for (int i = 0; i < structure.Collisions.Count; i++)
        {
            findings.Error(RuleId.MemberCollision, Site.Member(i), structure.Collisions[i], type.Name, EmittedMembers.Words(type.LayerOutputs));
        }

        foreach (int container in structure.ContainersNotPartial)
        {
            findings.Error(RuleId.ContainingTypeNotPartial, Site.ContainingType(container), type.Name, type.ContainingTypes[container]);
        }
    }
}
