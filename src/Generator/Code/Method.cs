using System.Linq;

namespace NetGen.Generator.Code;

/// <summary>Heads of emitted methods.</summary>
internal static class Method
{
    /// <summary>
    /// A method with hot loops: compiled with all optimisations at its first call, for there is nothing to learn by running
    /// a slower version first.
    /// </summary>
    public static CodeWriter.Scope Kernel(CodeWriter writer, string name, params string?[] parameters)
    {
        writer.GapUnlessHeaded();
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]");
        return Driver(writer, name, parameters);
    }

    /// <summary>A method that calls others.</summary>
    public static CodeWriter.Scope Driver(CodeWriter writer, string name, params string?[] parameters) =>
        writer.Block($"private static void {name}({string.Join(", ", parameters.Where(parameter => parameter is not null))})");
}
