using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using NetGen.Generator.Code;
using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;

namespace NetGen.Generator;

/// <summary>
/// A declaration under all rules, those of its layers and those of its plans. Generator and analyzers both come through here: one takes the plans, the
/// others the findings. Two are equal where their declarations and forms are: all else follows from these.
/// </summary>
internal sealed class CheckedNetwork : IEquatable<CheckedNetwork>
{
    private readonly object _gate = new();
    private Outcome? _outcome;

    /// <param name="declaration">The declaration.</param>
    /// <param name="forms">The vector forms that the project wants.</param>
    public CheckedNetwork(NetworkDeclaration declaration, EquatableArray<VectorForm> forms)
    {
        Declaration = declaration;
        Forms = forms;
    }

    public NetworkDeclaration Declaration { get; }

    public EquatableArray<VectorForm> Forms { get; }

    /// <summary>How the network runs; null where errors leave none.</summary>
    public NetworkPlans? Plans => Known.Plans;

    public Network? Network => Plans?.Network;

    /// <summary>What there is to say of the declaration.</summary>
    public EquatableArray<Finding> Findings => Known.Findings;

    private Outcome Known => _outcome ?? throw new InvalidOperationException("The declaration is not checked.");

    /// <summary>The declaration, checked; by whoever of all that hold such a one asked first.</summary>
    public static CheckedNetwork Of(NetworkDeclaration declaration, EquatableArray<VectorForm> forms, CancellationToken cancellation)
    {
        CheckedNetwork network = HeldNetworks.Of(declaration, forms);
        network.Check(cancellation);
        return network;
    }

    public bool Equals(CheckedNetwork? other) => other is not null && (other == this || (Declaration.Equals(other.Declaration) && Forms.Equals(other.Forms)));

    public override bool Equals(object? obj) => Equals(obj as CheckedNetwork);

    public override int GetHashCode() => Declaration.GetHashCode();

    /// <summary>Checks the declaration unless that is done. Who asks meanwhile waits; where the one who checks is stopped, the next one does it.</summary>
    private void Check(CancellationToken cancellation)
    {
        lock (_gate)
        {
            _outcome ??= OutcomeOf(Declaration, Forms, cancellation);
        }
    }

    private static Outcome OutcomeOf(NetworkDeclaration declaration, EquatableArray<VectorForm> forms, CancellationToken cancellation)
    {
        BuildResult built = NetworkBuilder.Build(declaration, cancellation);
        if (built.Network is not { } network)
        {
            return new Outcome(null, built.Findings);
        }

        var findings = new Findings();
        NetworkPlans? plans = PlanRules.Check(new AttributeReader(declaration.Attribute!, Site.Network(), findings), network, forms, findings);
        return new Outcome(findings.Block ? null : plans, built.Findings.Concat(findings.Items.Where(built.Origins.Concerns).Select(built.Origins.Translate)).ToImmutableArray());
    }

    private sealed record Outcome(NetworkPlans? Plans, EquatableArray<Finding> Findings);
}
