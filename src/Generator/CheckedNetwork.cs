using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using NetGen.Generator.Code;
using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;

namespace NetGen.Generator;

/// <summary>
/// A declaration under all rules, those of its layers and those of its plans. Generator and analyzers both come through here:
/// one takes the plans, the others the findings.
/// </summary>
/// <param name="Plans">How the network runs; null where errors leave none.</param>
/// <param name="Weights">The [Weights] attribute; null where there is none.</param>
/// <param name="Findings">What there is to say of the declaration.</param>
internal sealed record CheckedNetwork(NetworkPlans? Plans, WeightsDeclaration? Weights, EquatableArray<Finding> Findings)
{
    public Network? Network => Plans?.Network;

    /// <param name="declaration">The declaration.</param>
    /// <param name="forms">The vector forms that the project wants.</param>
    /// <param name="cancellation">Stops the pass.</param>
    public static CheckedNetwork Of(NetworkDeclaration declaration, EquatableArray<VectorForm> forms, CancellationToken cancellation)
    {
        BuildResult built = NetworkBuilder.Build(declaration, cancellation);
        if (built.Network is not { } network)
        {
            return new CheckedNetwork(null, declaration.Weights, built.Findings);
        }

        var findings = new Findings();
        NetworkPlans? plans = PlanRules.Check(new AttributeReader(declaration.Attribute!, Site.Network(), findings), network, forms, findings);
        return new CheckedNetwork(findings.Block ? null : plans, declaration.Weights, built.Findings.Concat(findings.Items).ToImmutableArray());
    }
}
