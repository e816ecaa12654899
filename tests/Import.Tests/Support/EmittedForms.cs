using System.Diagnostics.CodeAnalysis;
using System.Runtime.Intrinsics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetGen.Import.Tests.Support;

/// <summary>
/// What a project says that wants no vectors but those that this machine has: the others would be compiled and never run. That they compute the same is seen by the tests of the
/// emitted code.
/// </summary>
internal sealed class EmittedForms : AnalyzerConfigOptionsProvider
{
    public static EmittedForms OfThisMachine { get; } = new();

    public override AnalyzerConfigOptions GlobalOptions { get; } =
        new Bits(Vector512.IsHardwareAccelerated ? "512" : Vector256.IsHardwareAccelerated ? "256" : "128");

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Bits(string bits) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == "build_property.NetGenEmittedVectorBits" ? bits : null;
            return value is not null;
        }
    }
}
