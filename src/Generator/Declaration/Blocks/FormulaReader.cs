using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Generator.Declaration.Blocks;

/// <summary>
/// Reads the arguments of a block's layers. They are constant expressions, which the compiler computes with the constants of the class; here they are
/// read as written, so that every use of the block can compute them with its own.
/// </summary>
internal sealed class FormulaReader
{
    private static readonly Dictionary<SyntaxKind, Operator> Operators = new()
    {
        [SyntaxKind.AddExpression] = Operator.Add,
        [SyntaxKind.SubtractExpression] = Operator.Subtract,
        [SyntaxKind.MultiplyExpression] = Operator.Multiply,
        [SyntaxKind.DivideExpression] = Operator.Divide,
        [SyntaxKind.ModuloExpression] = Operator.Remainder,
        [SyntaxKind.LogicalAndExpression] = Operator.And,
        [SyntaxKind.LogicalOrExpression] = Operator.Or,
        [SyntaxKind.EqualsExpression] = Operator.Equal,
        [SyntaxKind.NotEqualsExpression] = Operator.NotEqual,
        [SyntaxKind.LessThanExpression] = Operator.Less,
        [SyntaxKind.LessThanOrEqualExpression] = Operator.LessOrEqual,
        [SyntaxKind.GreaterThanExpression] = Operator.Greater,
        [SyntaxKind.GreaterThanOrEqualExpression] = Operator.GreaterOrEqual,
    };

    private readonly INamedTypeSymbol _block;
    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellation;
    private readonly ImmutableArray<IParameterSymbol> _parameters;

    /// <summary>Names that may stand for what differs from use to use: only where one occurs the compiler is asked what it is.</summary>
    private readonly HashSet<string> _names;

    /// <param name="block">The block's class.</param>
    /// <param name="compilation">Where it is declared.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public FormulaReader(INamedTypeSymbol block, Compilation compilation, CancellationToken cancellation)
    {
        _block = block;
        _compilation = compilation;
        _cancellation = cancellation;
        _parameters = [.. block.InstanceConstructors.SelectMany(constructor => constructor.Parameters)];
        _names =
        [
            .. block.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue).Select(field => field.Name),
            .. Enum.GetNames(typeof(InputMeasure)).Select(measure => BlockTypes.Input + measure),
        ];
    }

    /// <summary>A parameter of the block's constructors that no constant stands for; null where there is none.</summary>
    public string? ParameterWithoutConstant => _parameters.FirstOrDefault(parameter => !_names.Any(name => IsName(parameter, name)))?.Name;

    /// <summary>An argument as a formula; null where it is the same in all uses.</summary>
    public Formula? Read(ExpressionSyntax expression) =>
        expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => _names.Contains(name.Identifier.ValueText))
        && Read(expression, _compilation.GetSemanticModel(expression.SyntaxTree)) is var formula and not Formula.Constant
            ? formula
            : null;

    private Formula Read(ExpressionSyntax expression, SemanticModel model)
    {
        Formula formula = expression switch
        {
            ParenthesizedExpressionSyntax parenthesized => Read(parenthesized.Expression, model),
            CheckedExpressionSyntax context => Read(context.Expression, model),
            CastExpressionSyntax cast => ReadCast(cast, model),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryPlusExpression } plus => Read(plus.Operand, model),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } minus => new Formula.Unary(Operator.Negate, Read(minus.Operand, model)),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => new Formula.Unary(Operator.Not, Read(not.Operand, model)),
            BinaryExpressionSyntax binary when Operators.TryGetValue(binary.Kind(), out Operator @operator) =>
                new Formula.Binary(@operator, Read(binary.Left, model), Read(binary.Right, model), IsWhole(binary, model)),
            ConditionalExpressionSyntax choice => new Formula.Choice(Read(choice.Condition, model), Read(choice.WhenTrue, model), Read(choice.WhenFalse, model)),
            IdentifierNameSyntax or MemberAccessExpressionSyntax when model.GetSymbolInfo(expression, _cancellation).Symbol is IFieldSymbol field => ReadConstant(field, expression),
            _ when !DependsOnUse(expression, model) => Computed(expression, model),
            _ => new Formula.Unreadable(expression.ToString()),
        };
        return IsConstant(formula) ? Computed(expression, model) : formula;
    }

    /// <summary>A constant: a hyperparameter, a measure of the input, what is computed from these, or a number.</summary>
    private Formula ReadConstant(IFieldSymbol field, ExpressionSyntax written)
    {
        if (BlockTypes.IsBlock(field.ContainingType)
            && field.Name.StartsWith(BlockTypes.Input, StringComparison.Ordinal)
            && Enum.TryParse(field.Name.Substring(BlockTypes.Input.Length), out InputMeasure measure))
        {
            return new Formula.Measure(measure);
        }

        if (!SymbolEqualityComparer.Default.Equals(field.ContainingType, _block))
        {
            return Constant(field.ConstantValue, written);
        }

        if (_parameters.FirstOrDefault(parameter => IsName(parameter, field.Name)) is { } parameter)
        {
            return field.ConstantValue is string or null ? new Formula.Unreadable(written.ToString()) : new Formula.Hyperparameter(parameter.Name);
        }

        return field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation) is VariableDeclaratorSyntax { Initializer.Value: var value }
            && value.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => _names.Contains(name.Identifier.ValueText))
            ? Read(value, _compilation.GetSemanticModel(value.SyntaxTree))
            : Constant(field.ConstantValue, written);
    }

    private Formula ReadCast(CastExpressionSyntax cast, SemanticModel model)
    {
        Formula operand = Read(cast.Expression, model);
        return IsWholeType(model.GetTypeInfo(cast, _cancellation).Type) && !IsWholeType(model.GetTypeInfo(cast.Expression, _cancellation).Type)
            ? new Formula.Truncation(operand)
            : operand;
    }

    private Formula Computed(ExpressionSyntax expression, SemanticModel model) => Constant(model.GetConstantValue(expression, _cancellation).Value, expression);

    private static Formula Constant(object? value, ExpressionSyntax written) => value switch
    {
        bool flag => new Formula.Constant(flag ? 1 : 0),
        IConvertible number and not string => new Formula.Constant(number.ToDouble(CultureInfo.InvariantCulture)),
        _ => new Formula.Unreadable(written.ToString()),
    };

    private bool DependsOnUse(ExpressionSyntax expression, SemanticModel model) => expression.DescendantNodes().OfType<IdentifierNameSyntax>()
        .Any(name => _names.Contains(name.Identifier.ValueText) && model.GetSymbolInfo(name, _cancellation).Symbol is IFieldSymbol);

    private static bool IsConstant(Formula formula) => formula switch
    {
        Formula.Unary unary => unary.Operand is Formula.Constant,
        Formula.Binary binary => binary is { Left: Formula.Constant, Right: Formula.Constant },
        Formula.Choice choice => choice is { Condition: Formula.Constant, WhenTrue: Formula.Constant, WhenFalse: Formula.Constant },
        Formula.Truncation truncation => truncation.Operand is Formula.Constant,
        _ => false,
    };

    private bool IsWhole(BinaryExpressionSyntax binary, SemanticModel model) =>
        IsWholeType(model.GetTypeInfo(binary.Left, _cancellation).Type) && IsWholeType(model.GetTypeInfo(binary.Right, _cancellation).Type);

    private static bool IsWholeType(ITypeSymbol? type) => type is { SpecialType: >= SpecialType.System_Char and <= SpecialType.System_UInt64 } or { TypeKind: TypeKind.Enum };

    private static bool IsName(IParameterSymbol parameter, string constant) => string.Equals(parameter.Name, constant, StringComparison.OrdinalIgnoreCase);
}
