using System;
using System.Linq;
using NetGen.Import;
using NetGen.Tool.Assemblies;
using NetGen.Tool.Emission;

namespace NetGen.Tool.Importing;

/// <summary>An imported network as a class that the compiler has taken, with its weights.</summary>
internal static class ImportedClass
{
    /// <summary>Compiles the class as a project will, and gives a network of it the weights.</summary>
    /// <exception cref="ToolException">The declaration breaks a rule: then the import is wrong, or the network is larger than NetGen compiles.</exception>
    public static INetwork Create(ImportedNetwork imported, string className, string namespaceName)
    {
        string source = imported.ToSource(className, namespaceName, useBlocks: true);
        var compilation = NetworkCompilation.Of(source, [VectorBits.OfThisMachine]);
        if (compilation.Errors() is { Count: > 0 } errors)
        {
            throw new ToolException(string.Join(Environment.NewLine, ["The network was read, and its class breaks rules of NetGen:", .. errors, "", source]));
        }

        string fullName = namespaceName.Length > 0 ? $"{namespaceName}.{className}" : className;
        INetwork network = new LoadedNetwork(compilation.Load().GetType(fullName, throwOnError: true)!).Create();
        foreach ((ImportedTensor tensor, Parameter parameter) in imported.Tensors.Zip(network.Parameters))
        {
            parameter.Set(tensor.Values);
        }

        return network;
    }
}
