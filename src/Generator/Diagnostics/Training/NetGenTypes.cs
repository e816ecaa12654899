using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Diagnostics.Training;

/// <summary>The runtime's types by name.</summary>
internal static class NetGenTypes
{
    public const string FitOptions = nameof(FitOptions);
    public const string EarlyStopping = nameof(EarlyStopping);
    public const string Dataset = nameof(Dataset);
    public const string Loss = nameof(Loss);

    public static bool Is(ITypeSymbol? type, string name) =>
        type?.Name == name && type.ContainingNamespace is { Name: "NetGen", ContainingNamespace.IsGlobalNamespace: true };

    public static bool IsTrainer(ITypeSymbol? type) => type is INamedTypeSymbol { Arity: 1 } && Is(type, "Trainer");

    public static bool IsOptimizer(ITypeSymbol? type) => Is(type, "SGD") || Is(type, "RMSprop") || Is(type, "Adam") || Is(type, "AdamW");
}
