using System;
using System.IO;
using System.Linq;
using System.Reflection;

namespace NetGen.Tool.Tests.Support;

/// <summary>The networks assembly of this solution.</summary>
internal static class Built
{
    public static string Networks { get; } = Path.Combine(AppContext.BaseDirectory, "NetGen.Tool.Networks.dll");

    /// <summary>What the build has emitted for it.</summary>
    public static string EmittedCode { get; } = Path.Combine(
        typeof(Built).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "EmittedCode").Value!,
        "NetGen.Generator",
        "NetGen.Generator.NetworkGenerator");
}
