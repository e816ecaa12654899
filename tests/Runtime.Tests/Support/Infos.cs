namespace NetGen.Runtime.Tests.Support;

/// <summary>Descriptions of networks that consist of parameters only.</summary>
internal static class Infos
{
    public static NetworkInfo Of(params ParameterInfo[] parameters) => new("Parameters", [1], [Layer(parameters)])
    {
        OutputActivation = Activation.Linear,
        InferenceBytes = 0,
        TrainingBytes = 0,
        TrainingBytesPerSample = 0,
        TrainingBytesPerWorker = 0,
    };

    private static LayerInfo Layer(ParameterInfo[] parameters) => new()
    {
        Name = "dense",
        Kind = "Dense",
        InputShape = [1],
        OutputShape = [1],
        Parameters = parameters,
        ForwardFlops = 1,
    };
}
