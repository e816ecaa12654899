using System.IO;
using System.Linq;
using System.Reflection;

namespace NetGen.Tool.Tests.Support;

/// <summary>The networks assembly of this solution.</summary>
internal static class Built
{
    public static string Networks { get; } = Of("Networks");

    /// <summary>What the build has emitted for it.</summary>
    public static string EmittedCode { get; } = Path.Combine(Of("EmittedCode"), "NetGen.Generator", "NetGen.Generator.NetworkGenerator");

    /// <summary>The sources of it.</summary>
    public static string Sources { get; } = Path.Combine(Of("EmittedCode"), "..", "..", "..", "..", "Networks.cs");

    private static string Of(string key) => typeof(Built).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;
}
