using System.Linq;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Diagnostics.Training;

/// <summary>The runtime's types by name.</summary>
internal static class NetGenTypes
{
    public const string FitOptions = nameof(FitOptions);
    public const string EarlyStopping = nameof(EarlyStopping);
    public const string ReduceLROnPlateau = nameof(ReduceLROnPlateau);
    public const string ModelCheckpoint = nameof(ModelCheckpoint);
    public const string LearningRateScheduler = nameof(LearningRateScheduler);
    public const string LearningRateSchedule = nameof(LearningRateSchedule);
    public const string LearningRateFinder = nameof(LearningRateFinder);
    public const string LearningRateFinderOptions = nameof(LearningRateFinderOptions);
    public const string StreamedSource = nameof(StreamedSource);
    public const string TrainingStep = nameof(TrainingStep);
    public const string Dataset = nameof(Dataset);
    public const string INetwork = nameof(INetwork);
    public const string Loss = nameof(Loss);
    public const string MixUp = nameof(MixUp);
    public const string CutMix = nameof(CutMix);

    public static bool Is(ITypeSymbol? type, string name) =>
        type?.Name == name && type.ContainingNamespace is { Name: "NetGen", ContainingNamespace.IsGlobalNamespace: true };

    /// <summary>Options with properties that count something.</summary>
    public static bool HasCounts(ITypeSymbol? type) => Is(type, FitOptions) || Is(type, LearningRateFinderOptions) || Is(type, StreamedSource);

    public static bool IsMixing(ITypeSymbol? type) => Is(type, MixUp) || Is(type, CutMix);

    /// <summary>The interface of networks, or a class that has it.</summary>
    public static bool IsNetwork(ITypeSymbol type) => Is(type, INetwork) || type.AllInterfaces.Any(implemented => Is(implemented, INetwork));

    public static bool IsTrainer(ITypeSymbol? type) => type is INamedTypeSymbol { Arity: 1 } && Is(type, "Trainer");

    /// <summary>An optimizer of the runtime's; of users' own nobody knows what their arguments mean.</summary>
    public static bool IsOptimizer(ITypeSymbol? type)
    {
        if (type is null || !IsOurs(type.ContainingNamespace))
        {
            return false;
        }

        return DerivesFrom(type, "Optimizer");
    }

    /// <summary>Whether a type derives from one of the runtime's.</summary>
    public static bool DerivesFrom(ITypeSymbol? type, string name)
    {
        ITypeSymbol? ancestor = type?.BaseType;
        while (ancestor is not null && !Is(ancestor, name))
        {
            ancestor = ancestor.BaseType;
        }

        return ancestor is not null;
    }

    private static bool IsOurs(INamespaceSymbol? part) => part switch
    {
        null or { IsGlobalNamespace: true } => false,
        { Name: "NetGen", ContainingNamespace.IsGlobalNamespace: true } => true,
        _ => IsOurs(part.ContainingNamespace),
    };
}
