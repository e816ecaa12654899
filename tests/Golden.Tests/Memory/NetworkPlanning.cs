extern alias generator;

using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using FormPlans = generator::NetGen.Generator.Planning.FormPlans;
using NetworkGenerator = generator::NetGen.Generator.NetworkGenerator;
using NetworkModel = generator::NetGen.Generator.NetworkModel;
using TrackingNames = generator::NetGen.Generator.TrackingNames;

namespace NetGen.Golden.Tests.Memory;

/// <summary>The plans by which the generator emits networks, as its own pipeline hands them on.</summary>
internal static class NetworkPlanning
{
    /// <summary>Of each network the plans of the vector form that this machine runs.</summary>
    public static IReadOnlyDictionary<string, FormPlans> Of(IReadOnlyCollection<NetworkSpec> networks)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()],
            optionsProvider: new ProjectProperties(VectorForms.OfThisProcess),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.Implementation, trackIncrementalGeneratorSteps: true));
        ImmutableArray<IncrementalGeneratorRunStep> steps = driver
            .RunGenerators(NetworkCompilation.Declared([.. networks.Select(network => network.Source)]))
            .GetRunResult()
            .Results[0]
            .TrackedSteps[TrackingNames.Networks];
        return steps
            .SelectMany(step => step.Outputs)
            .Select(output => (NetworkModel)output.Value)
            .ToDictionary(model => model.Type.Name, model => model.Plans!.Widest);
    }
}
