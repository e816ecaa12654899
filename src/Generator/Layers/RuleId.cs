namespace NetGen.Generator.Layers;

/// <summary>
/// The rules by id. Themes: NG01xx structure, NG02xx hyperparameters, NG03xx shapes, NG04xx training code, NG05xx size and
/// speed, NG06xx build, NG07xx weights. An id, once released, keeps its meaning.
/// </summary>
internal static class RuleId
{
    public const string NotPartial = "NG0101";
    public const string ContainingTypeNotPartial = "NG0102";
    public const string UnsupportedClass = "NG0103";
    public const string NoLayers = "NG0104";
    public const string MissingNetwork = "NG0105";
    public const string LayersOnSeveralDeclarations = "NG0106";
    public const string MemberCollision = "NG0107";
    public const string DuplicateName = "NG0108";
    public const string InvalidName = "NG0109";
    public const string BaseConstructor = "NG0110";
    public const string DerivesFromNetwork = "NG0111";
    public const string ClassNamedAsMember = "NG0112";
    public const string UnchainedConstructor = "NG0113";
    public const string UnknownInput = "NG0114";
    public const string LaterInput = "NG0115";
    public const string UnreadLayer = "NG0116";
    public const string NothingToMerge = "NG0117";
    public const string MergedWithItself = "NG0118";
    public const string SubtractOfMany = "NG0119";
    public const string CompiledBlock = "NG0122";
    public const string ParameterWithoutConstant = "NG0123";
    public const string BlockUsesItself = "NG0124";
    public const string UnreadableArgument = "NG0125";
    public const string IncomputableArgument = "NG0126";
    public const string EmptyBlock = "NG0127";
    public const string TooManyLayers = "NG0128";

    public const string BelowOne = "NG0201";
    public const string EvenKernel = "NG0202";
    public const string StridesWithDilation = "NG0203";
    public const string DropoutRate = "NG0204";
    public const string NegativePenalty = "NG0205";
    public const string WithoutEffect = "NG0206";
    public const string SoftmaxOverOneValue = "NG0207";
    public const string HiddenSaturation = "NG0208";
    public const string ActivationOnShapeLayer = "NG0209";
    public const string StrideBeyondWindow = "NG0210";
    public const string PoolDropsCells = "NG0211";
    public const string DropoutAtTheEnd = "NG0212";
    public const string UndefinedMember = "NG0213";
    public const string NumberOutOfRange = "NG0214";
    public const string OrthogonalBias = "NG0215";
    public const string NegativeNorm = "NG0216";
    public const string OutsideUnitInterval = "NG0217";
    public const string AugmentationNeedsNoGradient = "NG0218";
    public const string NoKernelSize = "NG0219";
    public const string IntegerDivision = "NG0220";
    public const string LinearStack = "NG0221";
    public const string ZeroKernel = "NG0222";
    public const string SquashedTwice = "NG0223";
    public const string SoftmaxPerPixel = "NG0224";
    public const string RescaledTwice = "NG0225";
    public const string RescalingBehindWeights = "NG0226";
    public const string ContrastLimits = "NG0227";
    public const string NoOutputLayer = "NG0228";
    public const string MomentumOfPyTorch = "NG0229";
    public const string BiasBeforeNormalization = "NG0230";
    public const string NormalizedOutput = "NG0231";
    public const string NothingToTrain = "NG0232";
    public const string UnknownTrainableFrom = "NG0233";
    public const string GroupsOfFilters = "NG0234";
    public const string OutputPadding = "NG0235";
    public const string OutputPaddingOfEvenKernel = "NG0236";
    public const string NegativeBorder = "NG0240";
    public const string PaddedTwice = "NG0241";
    public const string WindowOfPadding = "NG0242";
    public const string TargetShape = "NG0243";
    public const string NoPermutation = "NG0244";
    public const string SlopeForEachValue = "NG0245";
    public const string NothingPasses = "NG0246";
    public const string NoGroups = "NG0250";
    public const string OneValuePerStatistic = "NG0251";
    public const string BetaBeforeNormalization = "NG0252";
    public const string MissingFactor = "NG0253";
    public const string CropTooLarge = "NG0254";
    public const string UnevenOverlap = "NG0255";
    public const string NoWinograd = "NG0256";

    public const string InputBelowOne = "NG0301";
    public const string UnusedCells = "NG0302";
    public const string NoOutput = "NG0303";
    public const string ImageLayerOnVector = "NG0304";
    public const string DenseOnImage = "NG0305";
    public const string FlattenOnVector = "NG0306";
    public const string TooManyValues = "NG0307";
    public const string ChannelsFirst = "NG0308";
    public const string ChannelsBeforeKernel = "NG0309";
    public const string ShapesDoNotFit = "NG0310";
    public const string AxisOutOfRange = "NG0311";
    public const string SizesDiffer = "NG0312";
    public const string GroupsOfChannels = "NG0314";
    public const string ReshapedSizes = "NG0315";
    public const string PermutedAxes = "NG0316";
    public const string SharedAxisOutOfRange = "NG0317";
    public const string NothingLeft = "NG0320";
    public const string NormalizedAxis = "NG0323";
    public const string GroupsDoNotDivide = "NG0324";

    public const string LossNeedsProbabilities = "NG0401";
    public const string LossAndActivation = "NG0402";
    public const string TargetsOfLoss = "NG0403";
    public const string NoValidationData = "NG0404";
    public const string UnknownMonitor = "NG0405";
    public const string PatienceBeyondEpochs = "NG0406";
    public const string LearningRateNotPositive = "NG0407";
    public const string LearningRateLarge = "NG0408";
    public const string DecayOutOfRange = "NG0409";
    public const string CountBelowOne = "NG0410";
    public const string PredictLength = "NG0411";
    public const string MonitorWithoutDirection = "NG0412";
    public const string MetricMisfit = "NG0413";
    public const string ScheduleIsOverruled = "NG0414";
    public const string SeveralClippings = "NG0415";
    public const string ShareOutOfRange = "NG0416";
    public const string NothingToAccumulate = "NG0417";
    public const string MixingOutOfRange = "NG0418";
    public const string CannotBeMixed = "NG0419";

    public const string LargeDense = "NG0501";
    public const string MemoryBudget = "NG0502";
    public const string ParameterBudget = "NG0503";
    public const string KeptRolled = "NG0504";
    public const string LargeTraining = "NG0505";

    public const string OldLanguage = "NG0602";
    public const string NotOptimized = "NG0603";

    public const string NoWeightFile = "NG0701";
    public const string UnreadableWeights = "NG0702";
    public const string MissingTensors = "NG0703";
    public const string ExtraTensors = "NG0704";
    public const string MisshapenTensors = "NG0705";
    public const string WeightsWithoutNetwork = "NG0706";
    public const string PretrainedSetsNoMembers = "NG0707";

    public const string NoModelFile = "NG0801";
    public const string UnreadableModel = "NG0802";
    public const string UnsupportedModel = "NG0803";
    public const string ModelBesideLayers = "NG0804";
    public const string OptionWithoutModel = "NG0805";
    public const string SizeOfModelIsFixed = "NG0806";
    public const string NoModelOutput = "NG0807";
}
