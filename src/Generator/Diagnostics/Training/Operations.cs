using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Code;

namespace NetGen.Generator.Diagnostics.Training;

/// <summary>Parts of calls and creations by name.</summary>
internal static class Operations
{
    /// <summary>The argument that the user wrote for a parameter.</summary>
    public static IOperation? Argument(ImmutableArray<IArgumentOperation> arguments, string parameter) => arguments
        .FirstOrDefault(argument => argument.Parameter?.Name == parameter && argument.ArgumentKind == ArgumentKind.Explicit)?.Value;

    /// <summary>What an object initializer assigns to a property.</summary>
    public static IOperation? Initialized(IObjectCreationOperation creation, string property) => creation.Initializer?.Initializers
        .OfType<ISimpleAssignmentOperation>()
        .FirstOrDefault(assignment => assignment.Target is IPropertyReferenceOperation target && target.Property.Name == property)?.Value;

    /// <summary>The elements of a list that is written out; null where it is not, or not all of it.</summary>
    public static IReadOnlyList<IOperation>? Elements(IOperation list) => list switch
    {
        ICollectionExpressionOperation expression when !expression.Elements.Any(element => element is ISpreadOperation) => expression.Elements,
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
        IObjectCreationOperation { Arguments.IsEmpty: true, Initializer: { } initializer } =>
            [.. initializer.Initializers.OfType<IInvocationOperation>().Where(add => add.Arguments.Length == 1).Select(add => add.Arguments[0].Value)],
        _ => null,
    };

    public static bool IsNull(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: null }
        || operation is IConversionOperation { Operand.ConstantValue: { HasValue: true, Value: null } };
}
