using System.Runtime.Intrinsics;

namespace NetGen.Golden.Tests.Compilation;

/// <summary>Lists of widths as a project's property has them, "128,256".</summary>
internal static class VectorForms
{
    /// <summary>What the property says where all forms are wanted: for assemblies that other processes run on other vectors.</summary>
    public const string All = "";

    /// <summary>The one form that this process runs; the others would be compiled, which takes longer than most tests, and never be used.</summary>
    public static string OfThisProcess { get; } = Vector512.IsHardwareAccelerated ? "512" : Vector256.IsHardwareAccelerated ? "256" : "128";
}
