using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Tool.Terminal;
using Spectre.Console;

namespace NetGen.Tool.Emission;

/// <summary>C# in colours that every terminal has, so that its own theme decides how they look.</summary>
internal static class CodeColors
{
    private static readonly Style Plain = Style.Plain;
    private static readonly Style Keyword = new(Color.Blue);
    private static readonly Style Comment = new(Color.Green);
    private static readonly Style Literal = new(Color.Maroon);
    private static readonly Style Number = new(Color.Purple);
    private static readonly Style Type = new(Color.Teal);
    private static readonly Style Method = new(Color.Olive);

    /// <summary>The text in pieces; put together they are the text.</summary>
    public static IEnumerable<CodeSpan> Of(string code)
    {
        foreach (SyntaxToken token in CSharpSyntaxTree.ParseText(code).GetRoot().DescendantTokens())
        {
            foreach (SyntaxTrivia trivia in token.LeadingTrivia)
            {
                yield return Of(trivia);
            }

            yield return new CodeSpan(token.Text, StyleOf(token));
            foreach (SyntaxTrivia trivia in token.TrailingTrivia)
            {
                yield return Of(trivia);
            }
        }
    }

    private static CodeSpan Of(SyntaxTrivia trivia) => new(trivia.ToFullString(), trivia.Kind() switch
    {
        SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia => Comment,
        _ => trivia.IsDirective ? Keyword : Plain,
    });

    private static Style StyleOf(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.NumericLiteralToken => Number,
        SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.InterpolatedStringTextToken => Literal,
        SyntaxKind.IdentifierToken => StyleOfName(token),
        var kind when SyntaxFacts.IsKeywordKind(kind) => Keyword,
        _ => Plain,
    };

    private static Style StyleOfName(SyntaxToken token) => token.Parent switch
    {
        MethodDeclarationSyntax or LocalFunctionStatementSyntax => Method,
        BaseTypeDeclarationSyntax or ConstructorDeclarationSyntax => Type,
        SimpleNameSyntax { Parent: InvocationExpressionSyntax } => Method,
        SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access } name
            when access.Name == name && call.Expression == access => Method,
        SimpleNameSyntax { Parent: MemberAccessExpressionSyntax access } name when access.Expression == name && char.IsUpper(name.Identifier.Text[0]) => Type,
        GenericNameSyntax => Type,
        SimpleNameSyntax { Parent: VariableDeclarationSyntax or ParameterSyntax or ObjectCreationExpressionSyntax or BaseTypeSyntax } => Type,
        SimpleNameSyntax { Parent: AttributeSyntax or PropertyDeclarationSyntax or MethodDeclarationSyntax } => Type,
        _ => Plain,
    };
}
