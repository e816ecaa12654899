using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Bench.Mutation;

/// <summary>
/// Classes of tests that are run together. None of them compares an emitted text with a stored one: what a person has to look at anyway kills no mutant.
/// </summary>
/// <param name="Name">What they are.</param>
/// <param name="Assembly">Whose they are.</param>
/// <param name="Classes">The classes.</param>
internal sealed record Stage(string Name, string Assembly, IReadOnlyCollection<string> Classes)
{
    private const string Generator = "NetGen.Generator.Tests";
    private const string Golden = "NetGen.Golden.Tests";

    /// <summary>Quick ones that find much, first.</summary>
    public static IReadOnlyList<Stage> All { get; } =
    [
        new("rules and plans", Generator,
        [
            "ArrangementRuleTests", "AugmentationRuleTests", "BlockRuleTests", "BorderRuleTests", "DepthwiseRuleTests", "GraphRuleTests",
            "GroupRuleTests", "HyperparameterRuleTests",
            "MixingRuleTests", "ModelRuleTests", "NormalizationRuleTests", "RearrangementRuleTests", "RectifierRuleTests", "ResamplingRuleTests",
            "SampleNormalizationRuleTests", "ShapeRuleTests",
            "SizeRuleTests", "TransposedRuleTests", "WeightRuleTests", "WindowRuleTests", "WinogradRuleTests", "MemberRuleTests", "OneMistakeTests",
            "MetricKindTests", "NetworkBuilderTests", "BlockTests",
            "SlidingTests", "MemoryPlannerTests", "PlanVerifierTests", "FusionTests", "FrozenLayerTests", "RemakingTests", "RowTileTests",
            "SplitTests", "ConvolutionChoiceTests", "GradientMarkTests", "PlaceNameTests", "TypeTests",
            "LayerOutputsTests", "PretrainedTests", "ModelFileTests", "BoundaryTests",
        ]),
        new("layers and chance", Golden,
        [
            "LayerCaseTests", "LayerConfigTests", "GivenMaskTests", "RandomCropTests", "FactorRangeTests", "NoiseTests", "WarpTests",
            "AugmentationTests", "ArrangementClaimTests",
            "NormalizationClaimTests", "WindowClaimTests", "PaddingAloneTests",
        ]),
        new("training and numbers", Golden,
        [
            "NumberTests", "NumberFaultTests", "WinogradNaNTests", "NetworkCaseTests", "BatchNormalizationTests", "BatchStatisticsTests",
            "SampleNormalizationTests",
            "NormalizationTests", "FrozenLayerTests", "DeclaredConstraintTests", "LargeSampleTests", "LayerOutputTests", "FoldingTests",
            "StateTests", "PartTests", "RowTests",
            "SharedSampleTests", "SharedBucketTests", "CarriedStateTests", "DeterminismTests",
        ]),
        new("emitted classes", Generator,
        [
            "EmittedClassTests", "SharedKernelTests", "StepMutationTests", "BodyTests", "LanguageTests", "LossRuleTests", "StructureRuleTests",
            "MetricRuleTests", "TrainingRuleTests",
            "MonitorRuleTests", "WeightTargetTests", "CachingTests", "VectorFormTests", "CultureTests", "HiddenMembersTests",
        ]),
        new("widths and limits", Golden,
        [
            "WidthTests", "RandomLayerWidthTests", "FormChoiceTests", "MethodSizeTests", "OptimizationTests", "AllocationTests",
            "ProjectSettingsTests", "TrainingMemoryTests",
            "FusionTests", "DirtyMemoryTests",
        ]),
    ];

    public bool Has(string name) => name.StartsWith(Assembly, StringComparison.Ordinal) && Classes.Contains(name[(name.LastIndexOf('.') + 1)..]);
}
