using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetGen.Golden.Tests.Cases;

/// <summary>
/// The golden files: those beside the tests, or those of the folder that the environment variable NETGEN_GOLDEN_DIR names.
/// </summary>
internal static class GoldenFolder
{
    /// <summary>What a file says and nobody looks at would be a promise that is not held: an unknown key is an error.</summary>
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly string? Elsewhere = Environment.GetEnvironmentVariable("NETGEN_GOLDEN_DIR");

    /// <summary>Whether the files are the ones beside the tests.</summary>
    public static bool IsOurs => string.IsNullOrEmpty(Elsewhere);

    public static IReadOnlyList<LayerCase> Layers { get; } = Read<LayerCase>("layers");

    public static IReadOnlyList<NetworkCase> Networks { get; } = Read<NetworkCase>("networks");

    public static IReadOnlyList<FitCase> Fits { get; } = Read<FitCase>("fit");

    public static IEnumerable<GoldenCase> All => [.. Layers, .. Networks, .. Fits];

    private static List<TCase> Read<TCase>(string folder)
        where TCase : GoldenCase
    {
        string path = Path.Combine(IsOurs ? Path.Combine(AppContext.BaseDirectory, "Golden") : Elsewhere!, folder);
        if (!Directory.Exists(path))
        {
            throw new DirectoryNotFoundException($"The folder of golden files '{path}' does not exist (NETGEN_GOLDEN_DIR is '{Elsewhere}').");
        }

        return [.. Directory.GetFiles(path, "*.json").Order(StringComparer.Ordinal).Select(ReadFile<TCase>)];
    }

    /// <exception cref="InvalidDataException">The file is none of the kind, or says more than is looked at.</exception>
    internal static TCase ReadFile<TCase>(string path)
        where TCase : GoldenCase
    {
        using FileStream file = File.OpenRead(path);
        try
        {
            return JsonSerializer.Deserialize<TCase>(file, Format)!;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"'{path}' is no golden file of its folder: {exception.Message}", exception);
        }
    }
}
