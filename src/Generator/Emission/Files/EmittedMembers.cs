using System.Collections.Immutable;

namespace NetGen.Generator.Emission.Files;

/// <summary>What <see cref="ClassEmitter"/> adds to the user's class, so that the user's own members can keep out of its way.</summary>
internal static class EmittedMembers
{
    private const string Samples = "System.ReadOnlySpan<float>";
    private const string Values = "System.Span<float>";

    private static readonly ImmutableArray<string> UsualNames = ["_inference", "Info", "Parameters"];

    /// <summary>Predict(ReadOnlySpan of float, Span of float).</summary>
    private static readonly ImmutableArray<EmittedMethod> UsualMethods = [new("Predict", [Samples, Values])];

    /// <summary>The constructor's parameters: (int seed = 0).</summary>
    public static readonly ImmutableArray<string> ConstructorParameters = ["int"];

    /// <summary>Fields and properties: no other member may have these names.</summary>
    /// <param name="layerOutputs">Whether the network shows its layers' outputs.</param>
    public static ImmutableArray<string> Names(bool layerOutputs) => layerOutputs ? UsualNames.Add("_layerOutputs") : UsualNames;

    /// <summary>Methods; overloads of other parameters may stand beside them.</summary>
    /// <param name="layerOutputs">Whether the network shows its layers' outputs.</param>
    public static ImmutableArray<EmittedMethod> Methods(bool layerOutputs) => layerOutputs
        ? [.. UsualMethods, new("LayerOutput", ["string", Samples]), new("LayerOutput", ["string", Samples, Values])]
        : UsualMethods;

    /// <summary>All of them in words, for messages.</summary>
    /// <param name="layerOutputs">Whether the network shows its layers' outputs.</param>
    public static string Words(bool layerOutputs) => layerOutputs
        ? "_inference, _layerOutputs, Info, Parameters, Predict(ReadOnlySpan<float>, Span<float>), LayerOutput(string, ReadOnlySpan<float>), LayerOutput(string, ReadOnlySpan<float>, Span<float>)"
        : "_inference, Info, Parameters, Predict(ReadOnlySpan<float>, Span<float>)";
}

/// <summary>A method that is added to the user's class.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">The types of its parameters.</param>
internal sealed record EmittedMethod(string Name, ImmutableArray<string> Parameters);
