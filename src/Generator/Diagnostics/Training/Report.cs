using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.Generator.Diagnostics.Training;

/// <summary>Reports the findings of one method, each once however many ways lead to it.</summary>
internal sealed class Report(OperationBlockAnalysisContext context)
{
    private readonly HashSet<(string Id, TextSpan Span)> _reported = [];

    public CancellationToken Cancellation => context.CancellationToken;

    public void Add(DiagnosticDescriptor rule, IOperation at, params string[] arguments) =>
        Add(rule, at, ImmutableDictionary<string, string?>.Empty, arguments);

    /// <param name="rule">The rule.</param>
    /// <param name="at">What is wrong.</param>
    /// <param name="properties">For code fixes.</param>
    /// <param name="arguments">Fill the places of the message.</param>
    public void Add(DiagnosticDescriptor rule, IOperation at, ImmutableDictionary<string, string?> properties, params string[] arguments)
    {
        if (!IsDividedAway(at) && _reported.Add((rule.Id, at.Syntax.Span)))
        {
            context.ReportDiagnostic(Diagnostic.Create(rule, at.Syntax.GetLocation(), properties, arguments.ToArray<object>()));
        }
    }

    /// <summary>Whether a number is wrong for a lost fraction, of which its own rule speaks.</summary>
    private bool IsDividedAway(IOperation at) =>
        at is { ConstantValue.HasValue: true, SemanticModel: { } model } && IntegerDivision.IsIn(at.Syntax, model, context.CancellationToken);
}
