using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Diagnostics.Training;

/// <summary>The runtime's types by name.</summary>
internal static class NetGenTypes
{
    public const string FitOptions = nameof(FitOptions);
    public const string EarlyStopping = nameof(EarlyStopping);
    public const string ReduceLROnPlateau = nameof(ReduceLROnPlateau);
    public const string ModelCheckpoint = nameof(ModelCheckpoint);
    public const string Dataset = nameof(Dataset);
    public const string Loss = nameof(Loss);

    public static bool Is(ITypeSymbol? type, string name) =>
        type?.Name == name && type.ContainingNamespace is { Name: "NetGen", ContainingNamespace.IsGlobalNamespace: true };

    public static bool IsTrainer(ITypeSymbol? type) => type is INamedTypeSymbol { Arity: 1 } && Is(type, "Trainer");

    /// <summary>An optimizer of the runtime's; of users' own nobody knows what their arguments mean.</summary>
    public static bool IsOptimizer(ITypeSymbol? type)
    {
        if (type is null || !IsOurs(type.ContainingNamespace))
        {
            return false;
        }

        ITypeSymbol? ancestor = type.BaseType;
        while (ancestor is not null && !Is(ancestor, "Optimizer"))
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
