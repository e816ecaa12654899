using System;
using System.Globalization;

namespace NetGen.Golden.Tests.Properties;

/// <summary>How many random networks the property tests take: the same ones every time, and more if asked for.</summary>
internal static class PropertySettings
{
    /// <summary>Networks per kind. The environment variable NETGEN_PROPERTY_NETWORKS sets another number.</summary>
    public static int Networks(int usual) =>
        Environment.GetEnvironmentVariable("NETGEN_PROPERTY_NETWORKS") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : usual;

    /// <summary>The number of the first network. The environment variable NETGEN_PROPERTY_FIRST sets another than 0.</summary>
    public static int First =>
        Environment.GetEnvironmentVariable("NETGEN_PROPERTY_FIRST") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
}
