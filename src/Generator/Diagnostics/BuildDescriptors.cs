using Microsoft.CodeAnalysis;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Diagnostics;

/// <summary>Rules about how a project with networks is compiled.</summary>
internal static class BuildDescriptors
{
    public static readonly DiagnosticDescriptor OldLanguage = Descriptor.Blocking(
        RuleId.OldLanguage,
        "Emitted code needs C# 9",
        "'{0}' is compiled as C# {1}; the code of networks needs C# 9.0 or later: LangVersion must be higher, or be left out");

    public static readonly DiagnosticDescriptor NotOptimized = Descriptor.Remark(
        RuleId.NotOptimized,
        "Networks are compiled without optimization",
        "'{0}' is compiled without optimization and will run some ten times slower; a Release build has it, or <Optimize>true</Optimize> in the project that holds the networks");
}
