using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Generator.Diagnostics.Training;

/// <summary>A metric of the runtime.</summary>
/// <param name="Name">As users write it: "SparseCategoricalAccuracy".</param>
internal sealed record MetricKind(string Name)
{
    private const string SparsePrefix = "Sparse";

    /// <summary>Whether it is a number that can be watched.</summary>
    public bool HasFigure => Name is not "ConfusionMatrix";

    /// <summary>Whether it says which way it gets better.</summary>
    public bool HasDirection => Name is not ("ConfusionMatrix" or "TruePositives" or "TrueNegatives" or "FalsePositives" or "FalseNegatives");

    /// <summary>Compares the places of the largest output and of the target.</summary>
    public bool ComparesPlaces => Name is "CategoricalAccuracy" or "TopKCategoricalAccuracy" || TakesClasses;

    /// <summary>Takes one class index per row and nothing else.</summary>
    public bool TakesClasses => Name is "SparseCategoricalAccuracy" or "SparseTopKCategoricalAccuracy";

    /// <summary>Takes a value for each output and nothing else.</summary>
    public bool TakesValues => Name is "BinaryAccuracy" or "CategoricalAccuracy" or "TopKCategoricalAccuracy"
        or "MeanAbsoluteError" or "MeanSquaredError" or "RootMeanSquaredError" or "MeanAbsolutePercentageError" or "MeanSquaredLogarithmicError"
        or "R2Score" or "CosineSimilarity";

    /// <summary>Has as many classes as the network has outputs, or two for a single one.</summary>
    public bool CountsClasses => Name is "ConfusionMatrix" or "MeanIoU";

    /// <summary>The metric that asks the same of class indices, or of values; null where there is none.</summary>
    public string? Counterpart =>
        TakesClasses ? Name.Substring(SparsePrefix.Length)
        : ComparesPlaces ? SparsePrefix + Name
        : null;

    /// <summary>The metric that an operation makes; null where it is none of the runtime's.</summary>
    public static MetricKind? Of(IOperation operation)
    {
        if (operation is not IObjectCreationOperation { Type: { } type } || !NetGenTypes.Is(type, type.Name))
        {
            return null;
        }

        ITypeSymbol? ancestor = type.BaseType;
        while (ancestor is not null && !NetGenTypes.Is(ancestor, "Metric"))
        {
            ancestor = ancestor.BaseType;
        }

        return ancestor is null ? null : new MetricKind(type.Name);
    }
}
