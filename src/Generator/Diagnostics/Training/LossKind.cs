using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Generator.Diagnostics.Training;

/// <summary>A loss of the runtime.</summary>
/// <param name="Name">As users write it: "SparseCategoricalCrossentropy".</param>
internal sealed record LossKind(string Name)
{
    private const string Sparse = "SparseCategoricalCrossentropy";
    private const string Categorical = "CategoricalCrossentropy";
    private const string CategoricalFocal = "CategoricalFocalCrossentropy";
    private const string Binary = "BinaryCrossentropy";
    private const string BinaryFocal = "BinaryFocalCrossentropy";
    private const string Divergence = "KLDivergence";
    private const string Dice = "Dice";
    private const string Tversky = "Tversky";
    private const string CategoricalHinge = "CategoricalHinge";

    /// <summary>Judges probabilities of classes, which softmax makes.</summary>
    public bool IsCategorical => Name is Sparse or Categorical or CategoricalFocal;

    /// <summary>Judges independent probabilities, which a sigmoid makes.</summary>
    public bool IsBinary => Name is Binary or BinaryFocal;

    /// <summary>Judges probabilities of either kind.</summary>
    public bool IsOfEither => Name is Divergence or Dice or Tversky;

    public bool WantsProbabilities => IsCategorical || IsBinary || IsOfEither;

    /// <summary>Whether softmax belongs before it.</summary>
    public bool GoesWithSoftmax => IsCategorical || IsOfEither || Name is CategoricalHinge;

    /// <summary>The activation that is usual before it, of a loss that wants probabilities.</summary>
    public string UsualActivation => IsBinary || Name is Dice or Tversky ? nameof(Activation.Sigmoid) : nameof(Activation.Softmax);

    /// <summary>Takes the probabilities of classes as targets, 1 in all.</summary>
    public bool TakesOneHot => Name is Categorical or CategoricalFocal or CategoricalHinge;

    /// <summary>Takes class indices as targets; others take a value for each output.</summary>
    public bool TakesClasses => Name is Sparse;

    /// <summary>Whether it judges mixtures of two targets.</summary>
    public bool KnowsMixtures => Name is not ("Hinge" or "SquaredHinge");

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
