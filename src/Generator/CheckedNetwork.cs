using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using NetGen.Generator.Code;
using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;

namespace NetGen.Generator;

/// <summary>
/// A declaration under all rules, those of its layers and those of its plan. Generator and analyzer both come through here:
/// one takes the network, the other the findings.
/// </summary>
internal static class CheckedNetwork
{
    /// <param name="declaration">The declaration.</param>
    /// <param name="forms">The vector forms that the project wants.</param>
    /// <param name="cancellation">Stops the pass.</param>
    public static BuildResult Of(NetworkDeclaration declaration, EquatableArray<VectorForm> forms, CancellationToken cancellation)
    {
        BuildResult built = NetworkBuilder.Build(declaration, cancellation);
        if (built.Network is not { } network)
        {
            return built;
        }

        var findings = new Findings();
        PlanRules.Check(new AttributeReader(declaration.Attribute!, Site.Network(), findings), network, forms, findings);
        return new BuildResult(findings.Block ? null : network, built.Findings.Concat(findings.Items).ToImmutableArray());
    }
}
