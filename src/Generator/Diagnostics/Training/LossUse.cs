using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Code;

namespace NetGen.Generator.Diagnostics.Training;

/// <summary>A place where a network meets its loss: a trainer, a step of a loop of the user's own, the learning rate finder, or a helper method that makes one of them.</summary>
/// <param name="Network">The network's type.</param>
/// <param name="Loss">Its loss.</param>
/// <param name="At">What to report: the loss where it is written out here, otherwise the network.</param>
internal sealed record LossUse(ITypeSymbol Network, LossKind Loss, IOperation At)
{
    /// <summary>What a creation or call comes to; none where the network or the loss is unknown.</summary>
    public static IEnumerable<LossUse> Of(IOperation operation, LocalFlow flow, CancellationToken cancellation)
    {
        if (Direct(operation) is { } use)
        {
            return Read(use, flow) is var (network, loss) && network is not null && loss is not null ? [new LossUse(network, loss, use.Loss)] : [];
        }

        return operation is IInvocationOperation call && TakesPart(call.TargetMethod) ? ThroughHelper(call, flow, cancellation) : [];
    }

    /// <summary>Whether an operation may be such a place at all.</summary>
    public static bool IsPossible(IOperation operation) => operation is IInvocationOperation { TargetMethod: var method }
        ? TakesPart(method) || NetGenTypes.Is(method.ContainingType, NetGenTypes.LearningRateFinder)
        : operation is IObjectCreationOperation { Type: var type } && (NetGenTypes.IsTrainer(type) || NetGenTypes.Is(type, NetGenTypes.TrainingStep));

    /// <summary>The network and the loss of a creation or call of the library's.</summary>
    private static (ITypeSymbol? Network, IOperation? Model, IOperation Loss)? Direct(IOperation operation) => operation switch
    {
        IObjectCreationOperation creation when NetGenTypes.IsTrainer(creation.Type) && Operations.Argument(creation.Arguments, "loss") is { } loss =>
            (((INamedTypeSymbol)creation.Type!).TypeArguments[0], Operations.Argument(creation.Arguments, "model"), loss),
        IObjectCreationOperation creation when NetGenTypes.Is(creation.Type, NetGenTypes.TrainingStep) && Operations.Argument(creation.Arguments, "loss") is { } loss =>
            (null, Operations.Argument(creation.Arguments, "model"), loss),
        IInvocationOperation { TargetMethod: { Name: "Run", ContainingType: var type } } call
            when NetGenTypes.Is(type, NetGenTypes.LearningRateFinder) && Operations.Argument(call.Arguments, "loss") is { } loss =>
            (null, Operations.Argument(call.Arguments, "model"), loss),
        _ => null,
    };

    private static (ITypeSymbol? Network, LossKind? Loss) Read((ITypeSymbol? Network, IOperation? Model, IOperation Loss) use, LocalFlow flow) =>
        (use.Network is { TypeKind: TypeKind.Class } ? use.Network : use.Model is null ? null : flow.Resolve(use.Model).Type, LossKind.Of(use.Loss, flow));

    /// <summary>A method of the same file that makes a trainer of what it gets: what it does not know itself, the call knows.</summary>
    private static IEnumerable<LossUse> ThroughHelper(IInvocationOperation call, LocalFlow flow, CancellationToken cancellation)
    {
        IMethodSymbol helper = call.TargetMethod.OriginalDefinition;
        if (helper.DeclaringSyntaxReferences.FirstOrDefault(reference => reference.SyntaxTree == call.Syntax.SyntaxTree)?.GetSyntax(cancellation) is not { } syntax
            || BodyOf(syntax) is not { } body
            || call.SemanticModel?.GetOperation(body, cancellation) is not { } operation)
        {
            yield break;
        }

        var inside = new LocalFlow([operation]);
        foreach (IOperation made in operation.DescendantsAndSelf())
        {
            if (Direct(made) is not { } use)
            {
                continue;
            }

            (ITypeSymbol? network, LossKind? loss) = Read(use, inside);
            IOperation? givenLoss = loss is null ? Given(use.Loss) : null;
            IOperation? givenModel = use.Model is null ? null : Given(use.Model);
            network = network switch
            {
                ITypeParameterSymbol parameter when SymbolEqualityComparer.Default.Equals(parameter.DeclaringMethod, helper) => call.TargetMethod.TypeArguments[parameter.Ordinal],
                { TypeKind: TypeKind.Class } => network,
                _ => givenModel is null ? null : flow.Resolve(givenModel).Type,
            };
            loss ??= givenLoss is null ? null : LossKind.Of(givenLoss, flow);

            // What is wrong inside the helper already is reported there.
            bool isKnownInside = givenLoss is null && Read(use, inside).Network is { TypeKind: TypeKind.Class };
            if (network is not null && loss is not null && !isKnownInside)
            {
                yield return new LossUse(network, loss, givenLoss ?? givenModel ?? call);
            }
        }

        // The argument of the call for what is a parameter inside.
        IOperation? Given(IOperation value) => inside.Resolve(value) is IParameterReferenceOperation { Parameter: var parameter }
            && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, helper) && inside.IsAsGiven(parameter)
            ? Operations.Argument(call.Arguments, parameter.Name)
            : null;
    }

    /// <summary>Whether a method is of the user's own and gets a loss or a network.</summary>
    private static bool TakesPart(IMethodSymbol method) => !method.DeclaringSyntaxReferences.IsEmpty
        && (method.OriginalDefinition.Parameters.Any(parameter => NetGenTypes.Is(parameter.Type, NetGenTypes.Loss) || NetGenTypes.Is(parameter.Type, NetGenTypes.INetwork))
            || method.OriginalDefinition.TypeParameters.Any(parameter => parameter.ConstraintTypes.Any(type => NetGenTypes.Is(type, NetGenTypes.INetwork))));

    private static SyntaxNode? BodyOf(SyntaxNode declaration) => declaration switch
    {
        BaseMethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody?.Expression,
        LocalFunctionStatementSyntax function => (SyntaxNode?)function.Body ?? function.ExpressionBody?.Expression,
        _ => null,
    };
}
