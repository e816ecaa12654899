using System;
using System.Linq;
using System.Reflection;

namespace NetGen.WebApi.Tests.Support;

/// <summary>Where things lie that the tests use.</summary>
internal static class Places
{
    /// <summary>The service: an executable that the environment names, compiled ahead of time for instance, or what the build has made.</summary>
    public static string Service => Environment.GetEnvironmentVariable("NETGEN_WEBAPI") ?? Metadata("Service");

    /// <summary>The weights that the service predicts with.</summary>
    public static string Weights => Metadata("Weights");

    /// <summary>The folder of Fashion-MNIST.</summary>
    public static string Data => Metadata("Data");

    private static string Metadata(string key) =>
        typeof(Places).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
