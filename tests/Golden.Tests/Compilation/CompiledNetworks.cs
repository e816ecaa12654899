using System;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace NetGen.Golden.Tests.Compilation;

/// <summary>An assembly of compiled networks.</summary>
internal sealed class CompiledNetworks
{
    private readonly Func<string, int, INetwork> _create;
    private readonly Assembly _assembly;

    /// <summary>Loads an assembly that <see cref="NetworkCompilation"/> has made.</summary>
    public CompiledNetworks(byte[] image)
    {
        Image = image;
        using var stream = new MemoryStream(image);
        _assembly = AssemblyLoadContext.Default.LoadFromStream(stream);
        MethodInfo create = _assembly.GetType(NetworkFactory.FullName, throwOnError: true)!.GetMethod(NetworkFactory.Method)!;
        _create = create.CreateDelegate<Func<string, int, INetwork>>();
    }

    /// <summary>The assembly as a file would hold it.</summary>
    public byte[] Image { get; }

    public INetwork Create(string name, int seed = 1) => _create(name, seed);

    /// <summary>A network with the weights that are part of the assembly.</summary>
    public INetwork Pretrained(string name) =>
        _assembly.GetType($"{NetworkFactory.Namespace}.{name}", throwOnError: true)!.GetMethod("Pretrained")!.CreateDelegate<Func<INetwork>>()();
}
