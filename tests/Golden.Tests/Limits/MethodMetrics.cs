using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace NetGen.Golden.Tests.Limits;

/// <summary>What RyuJIT counts in a method before it decides whether to optimise it.</summary>
/// <param name="Name">Type and method.</param>
/// <param name="Bytes">Bytes of IL.</param>
/// <param name="Instructions">IL instructions.</param>
/// <param name="Blocks">Basic blocks: the starts of branch targets and of what follows a branch.</param>
/// <param name="Locals">Locals and arguments.</param>
/// <param name="LocalReferences">Instructions that read, write or take the address of a local or an argument.</param>
internal sealed record MethodMetrics(string Name, int Bytes, int Instructions, int Blocks, int Locals, int LocalReferences)
{
    /// <summary>Every method with a body in a compiled assembly.</summary>
    public static IReadOnlyList<MethodMetrics> Read(byte[] image)
    {
        using var portableExecutable = new PEReader(ImmutableArray.Create(image));
        MetadataReader metadata = portableExecutable.GetMetadataReader();
        List<MethodMetrics> methods = [];
        foreach (MethodDefinition method in metadata.MethodDefinitions.Select(metadata.GetMethodDefinition))
        {
            if (method.RelativeVirtualAddress != 0)
            {
                methods.Add(Measure(metadata, method, portableExecutable.GetMethodBody(method.RelativeVirtualAddress)));
            }
        }

        return methods;
    }

    private static MethodMetrics Measure(MetadataReader metadata, MethodDefinition method, MethodBodyBlock body)
    {
        HashSet<int> blockStarts = [0];
        int instructions = 0;
        int references = 0;
        foreach (IlInstruction instruction in IlInstruction.Read(body.GetILReader()))
        {
            instructions++;
            references += instruction.RefersToLocal ? 1 : 0;
            blockStarts.UnionWith(instruction.Targets);
            if (instruction.EndsBlock)
            {
                blockStarts.Add(instruction.End);
            }
        }

        int arguments = method.GetParameters().Count;
        return new MethodMetrics(
            $"{TypeName(metadata, method.GetDeclaringType())}:{metadata.GetString(method.Name)}",
            body.GetILBytes()!.Length,
            instructions,
            blockStarts.Count,
            arguments + LocalCount(metadata, body),
            references);
    }

    /// <summary>As the runtime writes it: nested types after a plus.</summary>
    private static string TypeName(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        string name = metadata.GetString(type.Name);
        if (type.IsNested)
        {
            return $"{TypeName(metadata, type.GetDeclaringType())}+{name}";
        }

        string space = metadata.GetString(type.Namespace);
        return space.Length == 0 ? name : $"{space}.{name}";
    }

    private static int LocalCount(MetadataReader metadata, MethodBodyBlock body)
    {
        if (body.LocalSignature.IsNil)
        {
            return 0;
        }

        BlobReader signature = metadata.GetBlobReader(metadata.GetStandaloneSignature(body.LocalSignature).Signature);
        signature.ReadSignatureHeader();
        return signature.ReadCompressedInteger();
    }
}
