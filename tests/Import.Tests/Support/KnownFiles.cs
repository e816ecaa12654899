using System;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace NetGen.Import.Tests.Support;

/// <summary>Files that the project's own scripts have made, and the numbers that their networks compute.</summary>
internal static class KnownFiles
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Files", name);

    /// <summary>A list of numbers out of a folder's known.json.</summary>
    public static float[] Numbers(string folder, string name) =>
        [.. JsonDocument.Parse(File.ReadAllBytes(PathOf(folder + "/known.json"))).RootElement.GetProperty(name).EnumerateArray().Select(value => value.GetSingle())];
}
