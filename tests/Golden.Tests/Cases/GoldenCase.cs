using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetGen.Golden.Tests.Cases;

/// <summary>What the files of all three folders have in common.</summary>
internal abstract class GoldenCase
{
    [JsonRequired]
    public string Name { get; init; } = "";

    /// <summary>The system that the numbers come from.</summary>
    public string Source { get; init; } = "";

    /// <summary>What a reader should know of the numbers.</summary>
    public string Note { get; init; } = "";

    /// <summary>The layers under Keras's names, in order.</summary>
    [JsonRequired]
    public JsonElement[] Declaration { get; init; } = [];

    /// <summary>The shape of one sample.</summary>
    [JsonRequired]
    public int[] InputShape { get; init; } = [];

    /// <summary>Initial parameters.</summary>
    [JsonRequired]
    public ParameterArray[] Params { get; init; } = [];
}

/// <summary>One layer, forward and backward.</summary>
internal sealed class LayerCase : GoldenCase
{
    /// <summary>"training" or "inference".</summary>
    [JsonRequired]
    public string Mode { get; init; } = "";

    [JsonRequired]
    public NumberArray X { get; init; } = new();

    [JsonRequired]
    public NumberArray Y { get; init; } = new();

    /// <summary>The gradient of some scalar by y.</summary>
    [JsonRequired]
    public NumberArray Dy { get; init; } = new();

    [JsonRequired]
    public NumberArray Dx { get; init; } = new();

    [JsonRequired]
    public ParameterArray[] Dparams { get; init; } = [];

    /// <summary>What has become of state, such as moving statistics.</summary>
    public ParameterArray[] UpdatedState { get; init; } = [];

    /// <summary>A dropout mask that was drawn elsewhere.</summary>
    public NumberArray? Mask { get; init; }

    /// <summary>Of a graph: what every named layer puts out, and the gradient by it.</summary>
    public NodeValues[] Nodes { get; init; } = [];

    [JsonRequired]
    public double Tolerance { get; init; }

    /// <summary>What is added to the relative tolerance where zeros come out of a cancellation.</summary>
    public double ToleranceAbs { get; init; } = Closeness.Floor;
}

/// <summary>What passes one layer of a graph.</summary>
internal sealed class NodeValues
{
    /// <summary>The layer's own name.</summary>
    [JsonRequired]
    public string Name { get; init; } = "";

    [JsonRequired]
    public NumberArray Y { get; init; } = new();

    /// <summary>The gradient by y.</summary>
    [JsonRequired]
    public NumberArray Dy { get; init; } = new();
}

/// <summary>A whole network: forward, loss, gradients and ten steps under each of many optimizers.</summary>
internal sealed class NetworkCase : GoldenCase
{
    /// <summary>"training": of normalizations by the statistics of the batch.</summary>
    [JsonRequired]
    public string Mode { get; init; } = "";

    [JsonRequired]
    public string Loss { get; init; } = "";

    [JsonRequired]
    public NumberArray X { get; init; } = new();

    [JsonRequired]
    public NumberArray Labels { get; init; } = new();

    [JsonRequired]
    public NumberArray Output { get; init; } = new();

    /// <summary>The loss without penalties.</summary>
    [JsonRequired]
    public double DataLoss { get; init; }

    /// <summary>The loss with penalties.</summary>
    [JsonRequired]
    public double TotalLoss { get; init; }

    /// <summary>Gradients of the total loss.</summary>
    [JsonRequired]
    public ParameterArray[] Grads { get; init; } = [];

    [JsonRequired]
    public double Tolerance { get; init; }

    /// <inheritdoc cref="LayerCase.ToleranceAbs"/>
    public double ToleranceAbs { get; init; } = Closeness.Floor;

    [JsonRequired]
    public Trajectory[] Trajectories { get; init; } = [];
}

/// <summary>Full-batch steps of one optimizer.</summary>
internal sealed class Trajectory
{
    [JsonRequired]
    public string Name { get; init; } = "";

    /// <summary>Keras's constructor arguments.</summary>
    [JsonRequired]
    public JsonElement Optimizer { get; init; }

    [JsonRequired]
    public int Steps { get; init; }

    /// <summary>The total loss before the first step, then after each.</summary>
    [JsonRequired]
    public double[] Losses { get; init; } = [];

    [JsonRequired]
    public ParameterArray[] FinalParams { get; init; } = [];

    /// <summary>How far the parameters go at most: a tolerance has to be much less.</summary>
    [JsonRequired]
    public double MaxParamChange { get; init; }

    [JsonRequired]
    public double ParamToleranceAbs { get; init; }

    [JsonRequired]
    public double LossToleranceRel { get; init; }

    /// <summary>What is predicted with the final parameters, where that is another function than in training.</summary>
    public NumberArray? InferenceOutput { get; init; }

    public double? InferenceToleranceAbs { get; init; }
}
