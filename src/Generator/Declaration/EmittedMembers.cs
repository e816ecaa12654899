using System.Collections.Immutable;
using System.Linq;

namespace NetGen.Generator.Declaration;

/// <summary>What the compiler adds to the user's class, so that the user's own members can keep out of its way.</summary>
internal static class EmittedMembers
{
    private const string Samples = "System.ReadOnlySpan<float>";
    private const string Values = "System.Span<float>";

    /// <summary>The method of every network.</summary>
    public static readonly EmittedMethod Predict = new("Predict", ImmutableArray.Create(Samples, Values));

    /// <summary>The method that returns a layer's output.</summary>
    public static readonly EmittedMethod ReadLayerOutput = new("LayerOutput", ImmutableArray.Create("string", Samples));

    /// <summary>The method that copies a layer's output.</summary>
    public static readonly EmittedMethod CopyLayerOutput = new("LayerOutput", ImmutableArray.Create("string", Samples, Values));

    /// <summary>The constructor's parameters: (int seed = 0).</summary>
    public static readonly ImmutableArray<string> ConstructorParameters = ["int"];

    private static readonly ImmutableArray<string> UsualNames = ["_inference", "Info", "Parameters", "PredictionThreads"];
    private static readonly ImmutableArray<string> AllNames = ["_inference", "_layerOutputs", "Info", "Parameters", "PredictionThreads"];
    private static readonly ImmutableArray<EmittedMethod> UsualMethods = [Predict];
    private static readonly ImmutableArray<EmittedMethod> AllMethods = [Predict, ReadLayerOutput, CopyLayerOutput];

    /// <summary>Fields and properties: no other member may have these names.</summary>
    /// <param name="layerOutputs">Whether the network shows its layers' outputs.</param>
    public static ImmutableArray<string> Names(bool layerOutputs) => layerOutputs ? AllNames : UsualNames;

    /// <summary>Methods; overloads of other parameters may stand beside them.</summary>
    /// <param name="layerOutputs">Whether the network shows its layers' outputs.</param>
    public static ImmutableArray<EmittedMethod> Methods(bool layerOutputs) => layerOutputs ? AllMethods : UsualMethods;

    /// <summary>Whether a member with this name is added, whatever its kind: the class itself cannot be called so.</summary>
    /// <param name="name">The name.</param>
    /// <param name="layerOutputs">Whether the network shows its layers' outputs.</param>
    public static bool Has(string name, bool layerOutputs) =>
        Names(layerOutputs).Contains(name) || Methods(layerOutputs).Any(method => method.Name == name);

    /// <summary>All of them in words, for messages.</summary>
    /// <param name="layerOutputs">Whether the network shows its layers' outputs.</param>
    public static string Words(bool layerOutputs) =>
        string.Join(", ", Names(layerOutputs).Concat(Methods(layerOutputs).Select(method => method.ToString().Replace("System.", ""))));
}

/// <summary>A method that is added to the user's class.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">The types of its parameters.</param>
internal sealed record EmittedMethod(string Name, EquatableArray<string> Parameters)
{
    /// <summary>The method in words: "Predict(System.ReadOnlySpan&lt;float&gt;, System.Span&lt;float&gt;)".</summary>
    public override string ToString() => $"{Name}({string.Join(", ", Parameters)})";
}
