using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Reflection;

namespace NetGen;

/// <summary>Makes networks with their weights.</summary>
internal static class NetworkLoading
{
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file does not hold this network's weights.</exception>
    public static TNetwork FromFile<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TNetwork>(string weights)
        where TNetwork : class, INetwork
    {
        string path = Path.Combine(AppContext.BaseDirectory, weights);
        if (!File.Exists(path))
        {
            string hint = Path.IsPathRooted(weights)
                ? ""
                : " A relative path is looked for in the program's folder; "
                    + $"<Content Include=\"{weights}\" CopyToOutputDirectory=\"PreserveNewest\" /> in the project puts the file there.";
            throw new FileNotFoundException($"The weights of {typeof(TNetwork).Name} are not there: there is no file {path}.{hint}", path);
        }

        TNetwork network = Create<TNetwork>();
        network.Load(path);
        return network;
    }

    /// <exception cref="InvalidDataException">The stream does not hold this network's weights.</exception>
    public static TNetwork FromStream<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TNetwork>(Stream weights)
        where TNetwork : class, INetwork
    {
        using (weights)
        {
            TNetwork network = Create<TNetwork>();
            network.Load(weights);
            return network;
        }
    }

    /// <summary>
    /// Calls the constructor that NetGen emits. Reflection, since a constraint new() does not take it with its optional parameter, and static members of
    /// interfaces would ask for a newer language than emitted code does.
    /// </summary>
    private static TNetwork Create<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TNetwork>()
        where TNetwork : class, INetwork
    {
        ConstructorInfo constructor = typeof(TNetwork).GetConstructor([typeof(int)])
            ?? throw new InvalidOperationException(
                $"{typeof(TNetwork).Name} has no public constructor (int seed), which NetGen emits on classes with [Network]; add it with a factory instead.");
        return (TNetwork)constructor.Invoke(BindingFlags.DoNotWrapExceptions, binder: null, [0], culture: null);
    }
}
