using NetGen.Generator.Declaration.Blocks;

namespace NetGen.Generator.Declaration;

/// <summary>
/// A network as its attributes say it, nothing checked and nothing inferred: strings and numbers, equal by value, so that
/// an edit elsewhere in the project leaves everything behind it cached. Places in the source are not part of it; the
/// analyzer finds them again from a layer's index and an argument's name.
/// </summary>
/// <param name="Type">The class.</param>
/// <param name="Structure">What the class has besides that a network may not have.</param>
/// <param name="Attribute">The [Network] attribute; null where only layers were declared.</param>
/// <param name="Layers">The layers' attributes in source order.</param>
/// <param name="Weights">The [Weights] attribute; null where there is none.</param>
internal sealed record NetworkDeclaration(
    TypeDeclaration Type, Structure Structure, AttributeDeclaration? Attribute, EquatableArray<AttributeDeclaration> Layers, WeightsDeclaration? Weights)
{
    /// <summary>The file that declares the network instead of layers; null where there is none.</summary>
    public ModelDeclaration? Model { get; init; }

    /// <summary>The file whose weights become part of the program: that of [Weights], or the one that declares the network.</summary>
    public WeightsDeclaration? EmbeddedWeights => Weights ?? Model?.File;
}

/// <summary>An attribute with its arguments.</summary>
/// <param name="Kind">The attribute as users write it: "Conv2D".</param>
/// <param name="Arguments">Constructor's first, then named ones.</param>
/// <param name="IsComplete">Whether the compiler could bind all of it; where not, it reports that itself.</param>
internal sealed record AttributeDeclaration(string Kind, EquatableArray<Argument> Arguments, bool IsComplete)
{
    /// <summary>The block that the attribute uses; null where it is a layer, or a network's own.</summary>
    public BlockDeclaration? Block { get; init; }

    /// <summary>An argument that was written, or has a value without.</summary>
    public Argument? Find(string name)
    {
        foreach (Argument argument in Arguments)
        {
            if (argument.Name == name)
            {
                return argument;
            }
        }

        return null;
    }
}

/// <summary>One argument of an attribute.</summary>
/// <param name="Name">The constructor's parameter ("kernelSize") or the property ("Strides").</param>
/// <param name="Number">A number; 1 or 0 for true or false; the value of an enum's member.</param>
/// <param name="Text">A string.</param>
internal sealed record Argument(string Name, double Number, string? Text)
{
    /// <summary>How to compute the number for a use of the block in which the attribute stands; null where it is the same in all.</summary>
    public Formula? Formula { get; init; }

    /// <summary>The name of an element of an array, which is an argument of its own: "layers[1]".</summary>
    public static string Element(string name, int index) => System.FormattableString.Invariant($"{name}[{index}]");
}
