using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Import.Tests.Support;

/// <summary>The networks of many cases, compiled in one go when the first is asked for: a compilation of each would take several times as long.</summary>
/// <param name="names">The cases.</param>
/// <param name="import">Imports the network of one.</param>
internal sealed class CompiledTogether(IEnumerable<string> names, Func<string, ImportedNetwork> import)
{
    private readonly Lazy<Dictionary<string, INetwork>> _networks = new(() => Compile(names, import));

    /// <summary>The network of a case; what is wrong with its import is thrown here, and not for the others.</summary>
    public INetwork Of(string name) => _networks.Value.TryGetValue(name, out INetwork? network) ? network : ImportedClass.Create(import(name));

    private static Dictionary<string, INetwork> Compile(IEnumerable<string> names, Func<string, ImportedNetwork> import)
    {
        (string Name, ImportedNetwork Network)[] imported = [.. names.Select(name => (name, TryImport(name, import)!)).Where(one => one.Item2 is not null)];
        IReadOnlyList<INetwork> networks = ImportedClass.CreateAll([.. imported.Select(one => one.Network)]);
        return imported.Zip(networks).ToDictionary(one => one.First.Name, one => one.Second);
    }

    private static ImportedNetwork? TryImport(string name, Func<string, ImportedNetwork> import)
    {
        try
        {
            return import(name);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return null;
        }
    }
}
