using System.Reflection;
using System.Runtime.Loader;

namespace NetGen.Tool.Assemblies;

/// <summary>
/// Loads an assembly and what lies beside it, apart from the tool's own libraries, NetGen excepted: networks of the assembly are networks to the
/// tool because both mean the same <see cref="INetwork"/>.
/// </summary>
internal sealed class NetworkLoadContext(string path) : AssemblyLoadContext(System.IO.Path.GetFileName(path))
{
    private readonly AssemblyDependencyResolver _resolver = new(path);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == AssemblyFile.Library)
        {
            return typeof(INetwork).Assembly;
        }

        return _resolver.ResolveAssemblyToPath(assemblyName) is { } file ? LoadFromAssemblyPath(file) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } file ? LoadUnmanagedDllFromPath(file) : base.LoadUnmanagedDll(unmanagedDllName);
}
