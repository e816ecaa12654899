using System.Collections.Immutable;

namespace NetGen.Generator.Emission;

/// <summary>What <see cref="ClassEmitter"/> adds to the user's class, so that the user's own members can keep out of its way.</summary>
internal static class EmittedMembers
{
    /// <summary>Fields and properties: no other member may have these names.</summary>
    public static readonly ImmutableArray<string> Names = ["_inference", "Info", "Parameters"];

    /// <summary>Predict(ReadOnlySpan of float, Span of float); overloads of other parameters may stand beside it.</summary>
    public const string Method = "Predict";

    public static readonly ImmutableArray<string> MethodParameters = ["System.ReadOnlySpan<float>", "System.Span<float>"];

    /// <summary>The constructor's parameters: (int seed = 0).</summary>
    public static readonly ImmutableArray<string> ConstructorParameters = ["int"];
}
