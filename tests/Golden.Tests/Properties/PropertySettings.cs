using System;
using System.Globalization;

namespace NetGen.Golden.Tests.Properties;

/// <summary>Which random networks the property tests take: the same ones every time, and more or others if asked for.</summary>
internal static class PropertySettings
{
    /// <summary>The number of the first network. The environment variable NETGEN_PROPERTY_FIRST sets another than 0.</summary>
    public static int First => Number("NETGEN_PROPERTY_FIRST", usual: 0);

    /// <summary>Networks per kind. The environment variable NETGEN_PROPERTY_NETWORKS sets another number.</summary>
    public static int Networks(int usual) => Number("NETGEN_PROPERTY_NETWORKS", usual);

    private static int Number(string variable, int usual) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
}
