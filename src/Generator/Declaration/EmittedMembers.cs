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

    /// <summary>The method that makes a network with weights that are part of the program.</summary>
    public static readonly EmittedMethod Pretrained = new("Pretrained", ImmutableArray<string>.Empty);

    private static readonly ImmutableArray<string> UsualNames = ["_inference", "Info", "Parameters", "PredictionThreads"];
    private static readonly ImmutableArray<string> AllNames = ["_inference", "_layerOutputs", "Info", "Parameters", "PredictionThreads"];

    /// <summary>Fields and properties: no other member may have these names.</summary>
    /// <param name="extras">What the class gets beyond the usual.</param>
    public static ImmutableArray<string> Names(EmittedExtras extras) => extras.LayerOutputs ? AllNames : UsualNames;

    /// <summary>Methods; overloads of other parameters may stand beside them.</summary>
    /// <param name="extras">What the class gets beyond the usual.</param>
    public static ImmutableArray<EmittedMethod> Methods(EmittedExtras extras)
    {
        ImmutableArray<EmittedMethod> methods = [Predict];
        if (extras.LayerOutputs)
        {
            methods = methods.Add(ReadLayerOutput).Add(CopyLayerOutput);
        }

        return extras.Pretrained ? methods.Add(Pretrained) : methods;
    }

    /// <summary>Whether a member with this name is added, whatever its kind: the class itself cannot be called so.</summary>
    /// <param name="name">The name.</param>
    /// <param name="extras">What the class gets beyond the usual.</param>
    public static bool Has(string name, EmittedExtras extras) =>
        Names(extras).Contains(name) || Methods(extras).Any(method => method.Name == name);

    /// <summary>All of them in words, for messages.</summary>
    /// <param name="extras">What the class gets beyond the usual.</param>
    public static string Words(EmittedExtras extras) =>
        string.Join(", ", Names(extras).Concat(Methods(extras).Select(method => method.ToString().Replace("System.", ""))));
}

/// <summary>A method that is added to the user's class.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">The types of its parameters.</param>
internal sealed record EmittedMethod(string Name, EquatableArray<string> Parameters)
{
    /// <summary>The method in words: "Predict(System.ReadOnlySpan&lt;float&gt;, System.Span&lt;float&gt;)".</summary>
    public override string ToString() => $"{Name}({string.Join(", ", Parameters)})";
}
