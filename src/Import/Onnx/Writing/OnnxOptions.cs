namespace NetGen.Import;

/// <summary>How a network is written as an ONNX model.</summary>
public sealed class OnnxOptions
{
    /// <summary>
    /// Whether images go in and come out as NetGen has them, (batch, height, width, channels), so that programs hand over the same arrays as to
    /// <c>Predict</c>. Where it is false they are (batch, channels, height, width), as PyTorch's models have them; between input and output the model
    /// computes in that order either way. Default: true.
    /// </summary>
    public bool ChannelsLast { get; init; } = true;

    /// <summary>
    /// Whether batch normalizations become part of the weights of the convolution or dense layer before them, where that is linear and read by nothing
    /// else. Default: false. They are nodes then, which ONNX Runtime folds itself when it loads the model, and a model that is imported again or trained
    /// further has them.
    /// </summary>
    public bool FoldBatchNormalization { get; init; }
}
