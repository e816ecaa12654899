using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Generator.Diagnostics;

/// <summary>Divisions of whole numbers whose fraction is lost where one was meant: <c>1 / 255</c>, which is 0.</summary>
internal static class IntegerDivision
{
    /// <summary>Whether an expression holds such a division between two constants.</summary>
    public static bool IsIn(SyntaxNode expression, SemanticModel model, CancellationToken cancellation) =>
        expression.DescendantNodesAndSelf().OfType<BinaryExpressionSyntax>().Any(division => LosesFraction(division, model, cancellation));

    /// <summary>The same where both numbers are written out, which needs no model of their meaning.</summary>
    public static bool IsWrittenIn(SyntaxNode expression) => expression.DescendantNodesAndSelf().OfType<BinaryExpressionSyntax>().Any(division =>
        division.IsKind(SyntaxKind.DivideExpression)
        && division.Left is LiteralExpressionSyntax { Token.Value: int left }
        && division.Right is LiteralExpressionSyntax { Token.Value: int right and not 0 }
        && left % right != 0);

    public static bool LosesFraction(BinaryExpressionSyntax division, SemanticModel model, CancellationToken cancellation) =>
        division.IsKind(SyntaxKind.DivideExpression)
        && IsWhole(model.GetTypeInfo(division, cancellation).Type)
        && ValueOf(division.Left, model, cancellation) is { } left
        && ValueOf(division.Right, model, cancellation) is { } right and not 0
        && left % right != 0;

    /// <summary>
    /// The expression that becomes a number with a fraction, from the division up: what is computed with it on the way is whole as
    /// well. Null where it stays a whole number.
    /// </summary>
    public static ExpressionSyntax? FractionOf(ExpressionSyntax division, SemanticModel model, CancellationToken cancellation)
    {
        ExpressionSyntax expression = division;
        while (true)
        {
            if (SuffixOf(model.GetTypeInfo(expression, cancellation).ConvertedType) is not null)
            {
                return expression;
            }

            if (expression.Parent is not (ParenthesizedExpressionSyntax or PrefixUnaryExpressionSyntax or BinaryExpressionSyntax or CastExpressionSyntax)
                || (expression.Parent is BinaryExpressionSyntax parent && !IsWhole(model.GetTypeInfo(parent, cancellation).Type)))
            {
                return null;
            }

            expression = (ExpressionSyntax)expression.Parent;
        }
    }

    /// <summary>What the divisor should be for the fraction to stay: <c>255.0</c>.</summary>
    public static string Divisor(BinaryExpressionSyntax division, SemanticModel model, CancellationToken cancellation)
    {
        ExpressionSyntax fraction = FractionOf(division, model, cancellation) ?? division;
        (string suffix, string type) = SuffixOf(model.GetTypeInfo(fraction, cancellation).ConvertedType) ?? (".0", "double");
        string text = division.Right.ToString();
        return text.All(c => c is (>= '0' and <= '9') or '_') ? text + suffix : $"({type}){text}";
    }

    private static (string Suffix, string Type)? SuffixOf(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Double => (".0", "double"),
        SpecialType.System_Single => ("f", "float"),
        SpecialType.System_Decimal => ("m", "decimal"),
        _ => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] } ? SuffixOf(value) : null,
    };

    private static bool IsWhole(ITypeSymbol? type) =>
        type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64;

    private static decimal? ValueOf(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellation) =>
        model.GetConstantValue(expression, cancellation) is { HasValue: true, Value: IConvertible value and not (string or bool or char or double or float) }
            ? value.ToDecimal(CultureInfo.InvariantCulture)
            : null;
}
