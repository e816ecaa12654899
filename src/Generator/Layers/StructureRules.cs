using NetGen.Generator.Declaration;

namespace NetGen.Generator.Layers;

/// <summary>Rules about the class that carries the attributes.</summary>
internal static class StructureRules
{
    public static void Check(NetworkDeclaration declaration, Findings findings)
    {
        if (declaration.Attribute is null)
        {
            findings.Error(RuleId.MissingNetwork, Place.Layer(0), declaration.Type.Name);
            return;
        }

        CheckClass(declaration.Type, declaration.Structure, findings);
        if (declaration.Layers.Count == 0)
        {
            findings.Error(RuleId.NoLayers, Place.Network(), declaration.Type.Name);
        }

        if (!declaration.Structure.LayersAreOrdered)
        {
            findings.Error(
                RuleId.LayersOnSeveralDeclarations, Place.Layer(declaration.Structure.FirstLayerElsewhere), declaration.Type.Name);
        }
    }

    private static void CheckClass(TypeDeclaration type, Structure structure, Findings findings)
    {
        if (structure.Unsupported.Length > 0)
        {
            findings.Error(RuleId.UnsupportedClass, Place.Class, type.Name, structure.Unsupported);
            return;
        }

        if (!structure.IsPartial)
        {
            findings.Error(RuleId.NotPartial, Place.Class, type.Name);
        }

        for (int i = 0; i < structure.Collisions.Count; i++)
        {
            findings.Error(RuleId.MemberCollision, Place.Member(i), structure.Collisions[i], type.Name);
        }

        foreach (int container in structure.ContainersNotPartial)
        {
            findings.Error(RuleId.ContainingTypeNotPartial, Place.ContainingType(container), type.Name, type.ContainingTypes[container]);
        }
    }
}
