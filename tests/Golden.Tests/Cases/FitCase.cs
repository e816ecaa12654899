using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetGen.Golden.Tests.Cases;

/// <summary>A training run of another system's <c>fit</c>.</summary>
internal sealed class FitCase : GoldenCase
{
    [JsonRequired]
    public string Loss { get; init; } = "";

    /// <summary>Keras's constructor arguments.</summary>
    [JsonRequired]
    public JsonElement Optimizer { get; init; }

    /// <summary>The form of the optimizer's rule that the other system follows.</summary>
    public string UpdateRule { get; init; } = "";

    /// <summary>Always false: samples are taken as they stand.</summary>
    [JsonRequired]
    public bool Shuffle { get; init; }

    [JsonRequired]
    public int BatchSize { get; init; }

    [JsonRequired]
    public int Epochs { get; init; }

    [JsonRequired]
    public NumberArray XTrain { get; init; } = new();

    [JsonRequired]
    public NumberArray YTrain { get; init; } = new();

    [JsonRequired]
    public NumberArray XVal { get; init; } = new();

    [JsonRequired]
    public NumberArray YVal { get; init; } = new();

    /// <summary>"loss", "acc", "val_loss", "val_acc" by epoch.</summary>
    [JsonRequired]
    public Dictionary<string, double[]> History { get; init; } = [];

    /// <summary>By epoch, the total loss of each batch before its step.</summary>
    public double[][] StepLosses { get; init; } = [];

    public EarlyStoppingArguments? EarlyStopping { get; init; }

    [JsonRequired]
    public bool ValLossIncludesPenalties { get; init; }

    [JsonRequired]
    public int EpochsRun { get; init; }

    /// <summary>Counted from 0; null if not stopped.</summary>
    public int? StoppedEpoch { get; init; }

    /// <summary>Counted from 0; null without early stopping.</summary>
    public int? BestEpoch { get; init; }

    [JsonRequired]
    public ParameterArray[] FinalParams { get; init; } = [];

    [JsonRequired]
    public NumberArray ValPredictions { get; init; } = new();

    [JsonRequired]
    public double ParamToleranceAbs { get; init; }

    [JsonRequired]
    public double PredictionToleranceAbs { get; init; }

    [JsonRequired]
    public double HistoryToleranceRel { get; init; }

    /// <summary>The tolerances for Keras 3's form of Adam where the file was made with another form.</summary>
    public double? KerasFormParamToleranceAbs { get; init; }

    public double? KerasFormPredictionToleranceAbs { get; init; }

    public double? KerasFormHistoryToleranceRel { get; init; }
}

/// <summary>Keras's arguments of EarlyStopping.</summary>
internal sealed class EarlyStoppingArguments
{
    [JsonRequired]
    public string Monitor { get; init; } = "";

    [JsonRequired]
    public int Patience { get; init; }

    [JsonRequired]
    public double MinDelta { get; init; }

    [JsonRequired]
    public bool RestoreBestWeights { get; init; }
}
