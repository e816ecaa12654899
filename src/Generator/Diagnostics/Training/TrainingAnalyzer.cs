using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Files;

namespace NetGen.Generator.Diagnostics.Training;

/// <summary>
/// Says what cannot work in code that trains and uses networks. It follows values through the locals of one method and
/// knows constants; where a value comes from elsewhere it is silent, for it never guesses.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TrainingAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => TrainingDescriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName("NetGen.Trainer`1") is not null)
            {
                var networks = new KnownNetworks(
                    CheckedNetworks.Of(start.Compilation), ProjectOptions.Forms(start.Options.AnalyzerConfigOptionsProvider), ModelFiles.Of(start.Options));
                start.RegisterOperationBlockAction(block => AnalyzeBlock(block, networks));
            }
        });
    }

    private static void AnalyzeBlock(OperationBlockAnalysisContext context, KnownNetworks networks)
    {
        LocalFlow? flow = null;
        var report = new Report(context);
        foreach (IOperation block in context.OperationBlocks)
        {
            foreach (IOperation operation in block.DescendantsAndSelf())
            {
                if (LossUse.IsPossible(operation))
                {
                    foreach (LossUse use in LossUse.Of(operation, Flow(), context.CancellationToken))
                    {
                        LossRules.CheckOutput(use, networks, report);
                    }
                }

                switch (operation)
                {
                    case IObjectCreationOperation creation when NetGenTypes.IsOptimizer(creation.Type):
                        OptimizerRules.CheckCreation(creation, Flow(), report);
                        break;
                    case IObjectCreationOperation creation when NetGenTypes.IsTrainer(creation.Type):
                        MetricRules.Check(creation, Flow(), networks, report);
                        break;
                    case IObjectCreationOperation creation when NetGenTypes.HasCounts(creation.Type):
                        FitRules.CheckOptions(creation, Flow(), report);
                        break;
                    case IObjectCreationOperation creation when NetGenTypes.Is(creation.Type, NetGenTypes.TrainingStep):
                        FitRules.CheckStep(creation, Flow(), networks, report);
                        break;
                    case IObjectCreationOperation creation when NetGenTypes.IsMixing(creation.Type):
                        MixingRules.CheckCreation(creation, Flow(), report);
                        break;
                    case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation property } assignment:
                        OptimizerRules.CheckAssignment(property, assignment.Value, Flow(), report);
                        FitRules.CheckAssignment(property, assignment.Value, Flow(), report);
                        break;
                    case IInvocationOperation call when NetGenTypes.IsTrainer(call.TargetMethod.ContainingType):
                        FitRules.CheckCall(call, Flow(), networks, report);
                        break;
                    case IInvocationOperation { TargetMethod.Name: "Split" or "StratifiedSplit" } call when NetGenTypes.Is(call.TargetMethod.ContainingType, NetGenTypes.Dataset):
                        FitRules.CheckSplit(call, Flow(), report);
                        break;
                    case IInvocationOperation { TargetMethod.Name: "Predict" } call:
                        PredictRules.Check(call, Flow(), networks, report);
                        break;
                    default:
                        break;
                }
            }
        }

        LocalFlow Flow() => flow ??= new LocalFlow(context.OperationBlocks);
    }
}
