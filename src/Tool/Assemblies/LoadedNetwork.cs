using System;
using System.IO;
using System.Reflection;

namespace NetGen.Tool.Assemblies;

/// <summary>A network class of a loaded assembly.</summary>
internal sealed class LoadedNetwork(Type type)
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly;

    /// <summary>The class's name with namespace and containing types: "Shop.Outer.Digits".</summary>
    public string FullName { get; } = type.FullName!.Replace('+', '.');

    /// <summary>The description that the compiler has left in the class.</summary>
    /// <exception cref="ToolException">It cannot be read.</exception>
    public NetworkInfo Info => field ??= type.GetProperty(nameof(INetwork.Info), Static, null, typeof(NetworkInfo), [], null) is { } property
        ? Run(() => (NetworkInfo)property.GetValue(null)!)
        : throw new ToolException($"{FullName} has no description: NetGen's generator has not run over it.");

    /// <summary>Makes a network with fresh parameters.</summary>
    /// <exception cref="ToolException">Its constructor fails, or there is none to call.</exception>
    public INetwork Create() => type.IsAbstract || type.ContainsGenericParameters
        ? throw new ToolException($"{FullName} cannot be created: the class is {(type.IsAbstract ? "abstract" : "generic")}.")
        : type.GetConstructor([typeof(int)]) is { } constructor
            ? Run(() => (INetwork)constructor.Invoke([0]))
            : throw new ToolException($"{FullName} cannot be created: it has no constructor that takes a seed alone, as the one that NetGen emits does.");

    /// <summary>Makes a network with the weights that <c>[Weights]</c> has made a part of the assembly; null where there are none.</summary>
    /// <exception cref="ToolException">They cannot be read.</exception>
    public INetwork? CreatePretrained() => type.GetMethod("Pretrained", Static, []) is { } method && method.ReturnType == type
        ? Run(() => (INetwork)method.Invoke(null, [])!)
        : null;

    /// <summary>Code of the assembly runs here, and may fail as it likes.</summary>
    private T Run<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (TargetInvocationException failed)
        {
            Exception cause = failed.InnerException!;
            while (cause is TypeInitializationException { InnerException: { } inner })
            {
                cause = inner;
            }

            string what = cause is FileNotFoundException { FileName: { } missing }
                ? $"it needs {missing}, which does not lie beside its assembly."
                : $"{cause.GetType().Name}: {cause.Message}";
            throw new ToolException($"{FullName} cannot be made: {what}", cause);
        }
    }
}
