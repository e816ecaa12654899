using System;
using System.ComponentModel;
using System.IO;

namespace NetGen.Execution;

/// <summary>Weights that the build has embedded in an assembly as a resource. Emitted code makes one where a network begins with such weights.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EmbeddedWeights
{
    private readonly Type _network;
    private readonly string _resource;

    /// <summary>The weights of a network.</summary>
    /// <param name="network">The network's class, in whose assembly the resource is.</param>
    /// <param name="resource">The resource's name.</param>
    public EmbeddedWeights(Type network, string resource)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(resource);
        _network = network;
        _resource = resource;
    }

    /// <summary>Gives parameters these values, which are read where the program was mapped into memory.</summary>
    /// <param name="parameters">The parameters. They stay as they are where an exception is thrown.</param>
    /// <exception cref="InvalidOperationException">The assembly has no such resource: NetGen's targets have not built it.</exception>
    /// <exception cref="InvalidDataException">The resource does not hold these parameters.</exception>
    public void Load(NetworkParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        using Stream stream = _network.Assembly.GetManifestResourceStream(_resource)
            ?? throw new InvalidOperationException(
                $"The assembly of {_network.Name} lacks the resource '{_resource}': it was built without the targets of the package NetGen, which embed it.");
        string source = $"The resource '{_resource}'";
        if (stream is UnmanagedMemoryStream mapped)
        {
            WeightLoading.Mapped(mapped, parameters, source);
        }
        else
        {
            WeightLoading.Exact(stream, parameters, source);
        }
    }
}
