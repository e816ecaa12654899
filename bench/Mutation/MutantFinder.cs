using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.Bench.Mutation;

/// <summary>
/// All changes of one source file that are worth a try. Passed over is what computes nothing: what is thrown or reported, texts that layers and steps are
/// called by, headings and comments of emitted code, attributes. Changes to the text of emitted code are made where kernels and drivers are written.
/// </summary>
internal sealed partial class MutantFinder : CSharpSyntaxWalker
{
    /// <summary>Methods whose arguments a person reads.</summary>
    private static readonly HashSet<string> Spoken = ["Heading", "Comment", "Gap", "GapUnlessHeaded", "Error", "Warning", "Remark", "Report", "nameof"];

    /// <summary>Members that put something into words.</summary>
    private static readonly HashSet<string> Wordy = ["Words", "Text", "AddedWords", "ToString", "Summary", "Faults", "Describe", "Message", "Name"];

    /// <summary>What stands for each other: the axes of an image, the sides of a border, the two ends of a way.</summary>
    private static readonly Dictionary<string, string> Swapped = Both(
        ("Height", "Width"), ("Rows", "Columns"), ("Top", "Left"), ("Bottom", "Right"), ("Before", "After"), ("Input", "Output"),
        ("Channels", "Filters"),
        ("RowStride", "Channels"), ("Strides", "Dilation"), ("InputPixel", "OutputPixel"),
        ("Forward", "Backward"), ("Min", "Max"), ("Any", "All"), ("First", "Last"));

    private readonly List<Mutant> _mutants = [];
    private readonly string _file;
    private readonly SemanticModel _model;
    private readonly bool _emits;

    private MutantFinder(string file, SemanticModel model)
    {
        _file = file;
        _model = model;
        _emits = file.StartsWith("Steps/Kernels/", StringComparison.Ordinal) || file.StartsWith("Code/", StringComparison.Ordinal)
            || file.StartsWith("Emission/Drivers/", StringComparison.Ordinal) || file.StartsWith("Emission/Kernels/", StringComparison.Ordinal);
    }

    /// <summary>The changes of a file, in its order.</summary>
    public static IReadOnlyList<Mutant> Of(string file, SemanticModel model)
    {
        var finder = new MutantFinder(file, model);
        finder.Visit(model.SyntaxTree.GetRoot());
        return finder._mutants;
    }

    public override void VisitAttributeList(AttributeListSyntax node)
    {
    }

    public override void VisitThrowStatement(ThrowStatementSyntax node)
    {
    }

    public override void VisitThrowExpression(ThrowExpressionSyntax node)
    {
    }

    public override void VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        if (!Wordy.Contains(node.Identifier.Text))
        {
            base.VisitPropertyDeclaration(node);
        }
    }

    public override void VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        if (!Wordy.Contains(node.Identifier.Text))
        {
            base.VisitMethodDeclaration(node);
        }
    }

    public override void VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        if (!Spoken.Contains(NameOf(node.Expression)))
        {
            SwapArguments(node.ArgumentList);
            base.VisitInvocationExpression(node);
        }
    }

    public override void VisitObjectCreationExpression(ObjectCreationExpressionSyntax node)
    {
        SwapArguments(node.ArgumentList);
        base.VisitObjectCreationExpression(node);
    }

    public override void VisitImplicitObjectCreationExpression(ImplicitObjectCreationExpressionSyntax node)
    {
        SwapArguments(node.ArgumentList);
        base.VisitImplicitObjectCreationExpression(node);
    }

    public override void VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        string? after = node.OperatorToken.Kind() switch
        {
            SyntaxKind.LessThanToken => "<=",
            SyntaxKind.LessThanEqualsToken => "<",
            SyntaxKind.GreaterThanToken => ">=",
            SyntaxKind.GreaterThanEqualsToken => ">",
            SyntaxKind.EqualsEqualsToken => "!=",
            SyntaxKind.ExclamationEqualsToken => "==",
            SyntaxKind.AmpersandAmpersandToken => "||",
            SyntaxKind.BarBarToken => "&&",
            SyntaxKind.PlusToken when IsNumber(node) => "-",
            SyntaxKind.MinusToken => "+",
            SyntaxKind.AsteriskToken => "+",
            SyntaxKind.SlashToken => "*",
            SyntaxKind.PercentToken => "/",
            _ => null,
        };
        if (after is not null)
        {
            string kind = after switch
            {
                "!=" or "==" => "negated condition",
                "||" or "&&" => "and for or",
                "<" or "<=" or ">" or ">=" => "bound",
                _ => "operator",
            };
            Add(kind, node.OperatorToken.Span, after);
        }

        base.VisitBinaryExpression(node);
    }

    public override void VisitPrefixUnaryExpression(PrefixUnaryExpressionSyntax node)
    {
        if (node.IsKind(SyntaxKind.UnaryMinusExpression) && node.Operand is not LiteralExpressionSyntax)
        {
            Add("operator", node.OperatorToken.Span, "");
        }

        base.VisitPrefixUnaryExpression(node);
    }

    public override void VisitLiteralExpression(LiteralExpressionSyntax node)
    {
        switch (node.Token.Value)
        {
            case int value:
                Add("constant", node.Span, (value + 1).ToString(CultureInfo.InvariantCulture));
                break;
            case double value:
                Add("constant", node.Span, (value + 0.5).ToString("0.0###", CultureInfo.InvariantCulture));
                break;
            case bool value:
                Add("constant", node.Span, value ? "false" : "true");
                break;
            case string when _emits:
                AddEmitted(node.Token);
                break;
        }
    }

    public override void VisitInterpolatedStringText(InterpolatedStringTextSyntax node)
    {
        if (_emits)
        {
            AddEmitted(node.TextToken);
        }
    }

    /// <summary>Outside of what is emitted, a text with holes is one that somebody reads.</summary>
    public override void VisitInterpolatedStringExpression(InterpolatedStringExpressionSyntax node)
    {
        if (_emits && !node.Contents.ToString().StartsWith("//", StringComparison.Ordinal))
        {
            base.VisitInterpolatedStringExpression(node);
        }
    }

    public override void VisitMemberAccessExpression(MemberAccessExpressionSyntax node)
    {
        if (Swapped.TryGetValue(node.Name.Identifier.Text, out string? other) && node.Name is IdentifierNameSyntax)
        {
            Add("swapped member", node.Name.Span, other);
        }

        base.VisitMemberAccessExpression(node);
    }

    public override void VisitElementAccessExpression(ElementAccessExpressionSyntax node)
    {
        if (node.ArgumentList.Arguments is [{ Expression: var index }] && _model.GetTypeInfo(index).Type?.SpecialType == SpecialType.System_Int32)
        {
            Add("shifted index", index.Span, $"({index}) + 1");
        }

        base.VisitElementAccessExpression(node);
    }

    public override void VisitIfStatement(IfStatementSyntax node)
    {
        if (node.Statement is not ThrowStatementSyntax and not BlockSyntax { Statements: [ThrowStatementSyntax] })
        {
            Add("negated condition", node.Condition.Span, node.Condition is IsPatternExpressionSyntax ? $"false && {node.Condition}" : $"!({node.Condition})");
            if (node.Else is null)
            {
                Add("skipped branch", node.Span, ";");
            }
        }

        base.VisitIfStatement(node);
    }

    public override void VisitConditionalExpression(ConditionalExpressionSyntax node)
    {
        Add("skipped branch", node.Span, $"({node.WhenFalse})");
        Add("skipped branch", node.Span, $"({node.WhenTrue})");
        base.VisitConditionalExpression(node);
    }

    public override void VisitExpressionStatement(ExpressionStatementSyntax node)
    {
        if (node.Expression is not InvocationExpressionSyntax call || !Spoken.Contains(NameOf(call.Expression)))
        {
            bool isComment = node.ToString().Contains("(\"//", StringComparison.Ordinal) || node.ToString().Contains("($\"//", StringComparison.Ordinal);
            if (!isComment)
            {
                Add("removed statement", node.Span, ";");
                base.VisitExpressionStatement(node);
            }
        }
    }

    private void SwapArguments(ArgumentListSyntax? list)
    {
        for (int i = 0; list is not null && i + 1 < list.Arguments.Count; i++)
        {
            (ArgumentSyntax one, ArgumentSyntax other) = (list.Arguments[i], list.Arguments[i + 1]);
            bool isPlain = one.NameColon is null && other.NameColon is null
                && one.RefKindKeyword.IsKind(SyntaxKind.None) && other.RefKindKeyword.IsKind(SyntaxKind.None);
            if (isPlain && one.ToString() != other.ToString()
                && SymbolEqualityComparer.Default.Equals(_model.GetTypeInfo(one.Expression).Type, _model.GetTypeInfo(other.Expression).Type))
            {
                Add("swapped arguments", TextSpan.FromBounds(one.SpanStart, other.Span.End), $"{other}, {one}");
            }
        }
    }

    /// <summary>Operators, bounds and first indices in emitted code.</summary>
    private void AddEmitted(SyntaxToken token)
    {
        if (token.Text.TrimStart('"', '$').StartsWith("//", StringComparison.Ordinal))
        {
            return;
        }

        foreach (Match match in EmittedOperator().Matches(token.Text))
        {
            string after = match.Value switch
            {
                " + " => " - ",
                " - " => " + ",
                " * " => " + ",
                " < " => " <= ",
                " <= " => " < ",
                " > " => " >= ",
                " += " => " -= ",
                " -= " => " += ",
                " *= " => " += ",
                " = 0;" => " = 1;",
                "++" => "+= 2",
                "Math.Min" => "Math.Max",
                _ => "Math.Min",
            };
            Add("emitted code", new TextSpan(token.SpanStart + match.Index, match.Length), after);
        }
    }

    private bool IsNumber(ExpressionSyntax node) => _model.GetTypeInfo(node).Type?.SpecialType is
        SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Double or SpecialType.System_Single;

    private void Add(string kind, TextSpan span, string after)
    {
        SourceText text = _model.SyntaxTree.GetText();
        _mutants.Add(new(_file, text.Lines.GetLinePosition(span.Start).Line + 1, kind, span, text.ToString(span), after));
    }

    private static string NameOf(ExpressionSyntax called) => called switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
        IdentifierNameSyntax name => name.Identifier.Text,
        _ => "",
    };

    private static Dictionary<string, string> Both(params (string One, string Other)[] pairs)
    {
        var both = new Dictionary<string, string>();
        foreach ((string one, string other) in pairs)
        {
            both.TryAdd(one, other);
            both.TryAdd(other, one);
        }

        return both;
    }

    [GeneratedRegex(@" (\+|-|\*|<|<=|>|\+=|-=|\*=) | = 0;|\+\+|Math\.Min|Math\.Max")]
    private static partial Regex EmittedOperator();
}
