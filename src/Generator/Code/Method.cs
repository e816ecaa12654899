using System.Linq;

namespace NetGen.Generator.Code;

/// <summary>Heads of emitted methods.</summary>
internal static class Method
{
    /// <summary>
    /// A method with hot loops: compiled with all optimisations at its first call, for there is nothing to learn by running
    /// a slower version first.
    /// </summary>
    public static CodeWriter.Scope Kernel(CodeWriter writer, string name, string result, string[] parameters)
    {
        writer.GapUnlessHeaded();
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]");
        return Driver(writer, name, result, parameters);
    }

    /// <inheritdoc cref="Kernel(CodeWriter, string, string, string[])"/>
    public static CodeWriter.Scope Kernel(CodeWriter writer, string name, params string?[] parameters) =>
        Kernel(writer, name, "void", Without(parameters));

    /// <summary>A method that calls others.</summary>
    public static CodeWriter.Scope Driver(CodeWriter writer, string name, string result, string[] parameters)
    {
        writer.Declare($"{name}({string.Join(", ", parameters.Select(parameter => parameter.Substring(0, parameter.LastIndexOf(' '))))})");
        return writer.Block($"private static {result} {name}({string.Join(", ", parameters)})");
    }

    /// <inheritdoc cref="Driver(CodeWriter, string, string, string[])"/>
    public static CodeWriter.Scope Driver(CodeWriter writer, string name, params string?[] parameters) =>
        Driver(writer, name, "void", Without(parameters));

    /// <summary>The parameters without those that are not there.</summary>
    private static string[] Without(string?[] parameters) => [.. parameters.OfType<string>()];
}
