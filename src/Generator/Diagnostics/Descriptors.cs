using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Diagnostics;

/// <summary>All rules about declarations.</summary>
internal static class Descriptors
{
    /// <summary>The rules that a declaration can break, in order of their ids.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> OfDeclarations =
    [
        StructureDescriptors.NotPartial,
        StructureDescriptors.ContainingTypeNotPartial,
        StructureDescriptors.UnsupportedClass,
        StructureDescriptors.NoLayers,
        StructureDescriptors.MissingNetwork,
        StructureDescriptors.LayersOnSeveralDeclarations,
        StructureDescriptors.MemberCollision,
        StructureDescriptors.DuplicateName,
        StructureDescriptors.InvalidName,
        StructureDescriptors.BaseConstructor,
        StructureDescriptors.DerivesFromNetwork,
        StructureDescriptors.ClassNamedAsMember,
        StructureDescriptors.UnchainedConstructor,
        StructureDescriptors.UnknownInput,
        StructureDescriptors.LaterInput,
        StructureDescriptors.UnreadLayer,
        StructureDescriptors.NothingToMerge,
        StructureDescriptors.MergedWithItself,
        HyperparameterDescriptors.BelowOne,
        HyperparameterDescriptors.EvenKernel,
        HyperparameterDescriptors.StridesWithDilation,
        HyperparameterDescriptors.DropoutRate,
        HyperparameterDescriptors.NegativePenalty,
        HyperparameterDescriptors.WithoutEffect,
        HyperparameterDescriptors.SoftmaxOverOneValue,
        HyperparameterDescriptors.HiddenSaturation,
        HyperparameterDescriptors.ActivationOnShapeLayer,
        HyperparameterDescriptors.StrideBeyondWindow,
        HyperparameterDescriptors.PoolDropsCells,
        HyperparameterDescriptors.DropoutAtTheEnd,
        HyperparameterDescriptors.UndefinedMember,
        HyperparameterDescriptors.NumberOutOfRange,
        HyperparameterDescriptors.OrthogonalBias,
        HyperparameterDescriptors.NegativeNorm,
        HyperparameterDescriptors.OutsideUnitInterval,
        HyperparameterDescriptors.AugmentationNeedsNoGradient,
        HyperparameterDescriptors.NoKernelSize,
        HyperparameterDescriptors.IntegerDivision,
        HyperparameterDescriptors.LinearStack,
        HyperparameterDescriptors.ZeroKernel,
        HyperparameterDescriptors.SquashedTwice,
        HyperparameterDescriptors.SoftmaxPerPixel,
        HyperparameterDescriptors.RescaledTwice,
        HyperparameterDescriptors.RescalingBehindWeights,
        HyperparameterDescriptors.ContrastLimits,
        HyperparameterDescriptors.NoOutputLayer,
        HyperparameterDescriptors.MomentumOfPyTorch,
        HyperparameterDescriptors.BiasBeforeNormalization,
        HyperparameterDescriptors.NormalizedOutput,
        HyperparameterDescriptors.NothingToTrain,
        HyperparameterDescriptors.UnknownTrainableFrom,
        ShapeDescriptors.InputBelowOne,
        ShapeDescriptors.UnusedCells,
        ShapeDescriptors.NoOutput,
        ShapeDescriptors.ImageLayerOnVector,
        ShapeDescriptors.DenseOnImage,
        ShapeDescriptors.FlattenOnVector,
        ShapeDescriptors.TooManyValues,
        ShapeDescriptors.ChannelsFirst,
        ShapeDescriptors.ChannelsBeforeKernel,
        ShapeDescriptors.ShapesDoNotFit,
        SizeDescriptors.LargeDense,
        SizeDescriptors.MemoryBudget,
        SizeDescriptors.ParameterBudget,
        SizeDescriptors.KeptRolled,
        SizeDescriptors.LargeTraining,
        BuildDescriptors.OldLanguage,
        BuildDescriptors.NotOptimized,
        WeightDescriptors.NoWeightFile,
        WeightDescriptors.UnreadableWeights,
        WeightDescriptors.MissingTensors,
        WeightDescriptors.ExtraTensors,
        WeightDescriptors.MisshapenTensors,
        WeightDescriptors.WeightsWithoutNetwork,
        WeightDescriptors.PretrainedSetsNoMembers,
    ];

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> ById =
        OfDeclarations.ToImmutableDictionary(descriptor => descriptor.Id);

    public static DiagnosticDescriptor Of(string id) => ById[id];
}
