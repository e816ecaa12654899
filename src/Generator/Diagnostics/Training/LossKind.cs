using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Generator.Diagnostics.Training;

/// <summary>A loss of the runtime.</summary>
/// <param name="Name">As users write it: "SparseCategoricalCrossentropy".</param>
internal sealed record LossKind(string Name)
{
    private const string Sparse = "SparseCategoricalCrossentropy";
    private const string Categorical = "CategoricalCrossentropy";
    private const string Binary = "BinaryCrossentropy";

    /// <summary>Judges probabilities of classes, which softmax makes.</summary>
    public bool IsCategorical => Name is Sparse or Categorical;

    /// <summary>Judges independent probabilities, which a sigmoid makes.</summary>
    public bool IsBinary => Name is Binary;

    public bool WantsProbabilities => IsCategorical || IsBinary;

    /// <summary>Takes class indices as targets; others take a value for each output.</summary>
    public bool TakesClasses => Name is Sparse;

    /// <summary>The loss that an operation makes; null where it is none of the runtime's.</summary>
    public static LossKind? Of(IOperation operation, LocalFlow flow)
    {
        string? name = flow.Resolve(operation) switch
        {
            IPropertyReferenceOperation { Property: { IsStatic: true } property } when NetGenTypes.Is(property.ContainingType, NetGenTypes.Loss) => property.Name,
            IObjectCreationOperation { Type: { } type } when NetGenTypes.Is(type.BaseType, NetGenTypes.Loss) && NetGenTypes.Is(type, type.Name) => type.Name,
            _ => null,
        };
        return name is null ? null : new LossKind(name);
    }
}
