using System;
using System.Linq;
using System.Reflection;
using NetGen.Tool.Emission;

namespace NetGen.Bench.Kernels;

/// <summary>Networks that were compiled at run time, for the vectors of this machine.</summary>
internal sealed class CompiledNetworks
{
    private const int Seed = 0;

    private readonly NetworkCompilation _compilation;
    private readonly Assembly _assembly;

    /// <param name="source">Their declarations.</param>
    /// <exception cref="NetGen.Tool.ToolException">They do not compile.</exception>
    public CompiledNetworks(string source)
    {
        _compilation = NetworkCompilation.Of(source, [VectorBits.OfThisMachine]);
        _assembly = _compilation.Load();
    }

    /// <summary>Creates a network by the name of its class.</summary>
    public INetwork Create(string name) => (INetwork)Activator.CreateInstance(_assembly.GetType(name, throwOnError: true)!, Seed)!;

    /// <summary>A network's kernels without what names and explains them: the same where two networks compute the same.</summary>
    public string Code(string name)
    {
        EmittedNetwork emitted = EmittedNetwork.Of(_compilation, _compilation.Networks.Single(network => network.Name == name));
        string text = emitted.Kernels(VectorBits.OfThisMachine).Text.Replace(name, "", StringComparison.Ordinal);
        return string.Join('\n', text.Split('\n').Select(line => line.Split("//")[0].TrimEnd()).Where(line => line.Length > 0));
    }
}
