using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Generator.Diagnostics.Training;

/// <summary>
/// What the locals of one method hold: a local that is written once, where it is declared, is what it was declared as. A
/// parameter that is written nowhere is what the caller gave.
/// Any other value is unknown.
/// </summary>
internal sealed class LocalFlow
{
    private readonly Dictionary<ILocalSymbol, IOperation> _values = new(SymbolEqualityComparer.Default);

    private readonly HashSet<ISymbol> _changed = new(SymbolEqualityComparer.Default);

    public LocalFlow(ImmutableArray<IOperation> blocks)
    {
        foreach (IOperation operation in blocks.SelectMany(block => block.DescendantsAndSelf()))
        {
            if (operation is IVariableDeclaratorOperation declarator && declarator.GetVariableInitializer() is { Value: var value })
            {
                _values[declarator.Symbol] = value;
            }

            _changed.UnionWith(Written(operation));
        }

        foreach (ILocalSymbol local in _changed.OfType<ILocalSymbol>())
        {
            _values.Remove(local);
        }
    }

    /// <summary>The operation that made a value: behind conversions, parentheses and locals.</summary>
    public IOperation Resolve(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                case IArgumentOperation argument:
                    operation = argument.Value;
                    break;
                case ILocalReferenceOperation local when _values.TryGetValue(local.Local, out IOperation? value):
                    operation = value;
                    break;
                default:
                    return operation;
            }
        }
    }

    /// <summary>Whether a parameter still is what the method was called with.</summary>
    public bool IsAsGiven(IParameterSymbol parameter) => parameter.RefKind == RefKind.None && !_changed.Contains(parameter);

    /// <summary>A constant, also through locals.</summary>
    public object? Constant(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: var value }
        ? value
        : Resolve(operation).ConstantValue is { HasValue: true, Value: var resolved } ? resolved : null;

    /// <summary>A constant number, also through locals, with the digits that the user wrote.</summary>
    public double? Number(IOperation operation) => Constant(operation) switch
    {
        float single => double.Parse(single.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        IConvertible number and not (string or bool) => number.ToDouble(CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>Locals and parameters that an operation writes, or lets others write, after their declaration.</summary>
    private static IEnumerable<ISymbol> Written(IOperation operation) => operation switch
    {
        IAssignmentOperation assignment => VariablesOf(assignment.Target),
        IIncrementOrDecrementOperation increment => VariablesOf(increment.Target),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => VariablesOf(argument.Value),
        IAddressOfOperation address => VariablesOf(address.Reference),
        IVariableDeclaratorOperation { Symbol.IsRef: true } alias => alias.GetVariableInitializer() is { Value: var value } ? VariablesOf(value) : [],
        _ => [],
    };

    private static IEnumerable<ISymbol> VariablesOf(IOperation target) => target switch
    {
        ILocalReferenceOperation local => [local.Local],
        IParameterReferenceOperation parameter => [parameter.Parameter],
        ITupleOperation tuple => tuple.Elements.SelectMany(VariablesOf),
        _ => [],
    };
}
