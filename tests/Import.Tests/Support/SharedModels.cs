using System;
using System.IO;
using System.Runtime.CompilerServices;
using Xunit;

namespace NetGen.Import.Tests.Support;

/// <summary>Files that other people have published. They are not part of the project: <c>NETGEN_MODELS_DIR</c> says where they lie.</summary>
internal static class SharedModels
{
    public static string Folder { get; } = Environment.GetEnvironmentVariable("NETGEN_MODELS_DIR") ?? Path.GetFullPath(Path.Combine(Source(), "../../../../../shared/models"));

    public static bool ArePresent => Directory.Exists(Folder);

    public static string PathOf(string name) => Path.Combine(Folder, name);

    private static string Source([CallerFilePath] string path = "") => path;
}

/// <summary>A test of files that may be absent; it says so where they are.</summary>
internal sealed class SharedModelTheoryAttribute : TheoryAttribute
{
    public SharedModelTheoryAttribute()
    {
        if (!SharedModels.ArePresent)
        {
            Skip = $"There are no published models in '{SharedModels.Folder}'; NETGEN_MODELS_DIR says where they lie.";
        }
    }
}
