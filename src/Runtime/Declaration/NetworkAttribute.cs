using System;

namespace NetGen;

/// <summary>
/// Declares a neural network: NetGen compiles the layer attributes that follow, in source order, into forward and
/// backward passes on this partial class.
/// </summary>
/// <example>
/// <code>
/// [Network(28, 28, 1)]
/// [Conv2D(32, 3, Activation = Activation.ReLU)]
/// [MaxPooling2D(2)]
/// [Flatten]
/// [Dense(10, Activation = Activation.Softmax)]
/// public sealed partial class Digits;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>A network whose samples are images, channels last.</summary>
    /// <param name="height">Rows of an image, in pixels; at least 1.</param>
    /// <param name="width">Columns of an image, in pixels; at least 1.</param>
    /// <param name="channels">Values per pixel: 1 for grey, 3 for colour; at least 1.</param>
    public NetworkAttribute(int height, int width, int channels) => InputShape = [height, width, channels];

    /// <summary>A network whose samples are plain vectors.</summary>
    /// <param name="features">Values per sample; at least 1.</param>
    public NetworkAttribute(int features) => InputShape = [features];

    /// <summary>
    /// A network that another framework's file declares: its layers, as if they stood here as attributes. The class gets a method <c>Pretrained()</c> too, which
    /// makes a network with the file's weights; they become part of the program, and the file need not go with it. What a file leaves open, <see cref="InputHeight"/>,
    /// <see cref="InputWidth"/> and <see cref="Output"/> say.
    /// </summary>
    /// <param name="path">
    /// A model of Keras (.keras, .h5), TensorFlow.js (model.json) or ONNX (.onnx), beside the source file or in a folder below it; what is not there is looked for
    /// from the project's folder. The build finds it where the path is written as text.
    /// </param>
    public NetworkAttribute(string path)
    {
        Path = path;
        InputShape = [];
    }

    /// <summary>The file that declares the network; null where attributes do.</summary>
    public string? Path { get; }

    /// <summary>The shape of one sample: (height, width, channels) or (features); empty where a file says it.</summary>
    public int[] InputShape { get; }

    /// <summary>
    /// Rows of an image, in pixels, where the network is declared by a file that takes images of any height; at least 1. Written as a number: the build reads it from the source.
    /// Default: the file says it.
    /// </summary>
    /// <example><code>[Network("superresolution.onnx", InputHeight = 64, InputWidth = 64)]</code></example>
    public int InputHeight { get; set; }

    /// <summary>
    /// Columns of an image, in pixels, where the network is declared by a file that takes images of any width, as <see cref="InputHeight"/>; at least 1. Default: the file says it.
    /// </summary>
    public int InputWidth { get; set; }

    /// <summary>
    /// The name of the output to compute, where the network is declared by a file that has several; what only others need is left out. Written as text: the build reads it from the
    /// source. Default: the file has one.
    /// </summary>
    public string? Output { get; set; }

    /// <summary>
    /// Also computes the gradient of the loss with respect to the input, which training does not need: for saliency
    /// maps and adversarial examples. Default: false.
    /// </summary>
    public bool InputGradient { get; set; }

    /// <summary>
    /// Also emits a second forward pass that keeps every layer's output, and the methods of <see cref="ILayerOutputs"/> on the
    /// class: for feature maps, and for finding out where a network goes wrong. <see cref="INetwork.Predict"/> stays as it is.
    /// Default: false.
    /// </summary>
    public bool LayerOutputs { get; set; }

    /// <summary>
    /// The name of the first layer that is trained: layers before it keep their parameters, as if each said
    /// <see cref="TrainableLayerAttribute.Trainable"/><c> = false</c>; what a layer says of itself counts more. For networks whose first layers have learned
    /// elsewhere. Default: all layers are trained.
    /// </summary>
    public string? TrainableFrom { get; set; }

    /// <summary>
    /// How the sums of its <see cref="Conv2DAttribute">Conv2D</see> layers are computed, where these say nothing themselves; those that cannot be computed by Winograd's algorithm are
    /// computed directly in any case. Default: <see cref="NetGen.Convolution.Auto"/>.
    /// </summary>
    public Convolution Convolution { get; set; }

    /// <summary>
    /// A budget that the compiler checks: the most megabytes (2^20 bytes) of training buffers at a batch size of 32 on one
    /// thread, as <see cref="NetworkInfo.TrainingBytes"/> and <see cref="NetworkInfo.TrainingBytesPerSample"/> count them, on
    /// whatever processor takes most. Above 0; default: none.
    /// </summary>
    public double MaxMegabytes { get; set; }

    /// <summary>A budget that the compiler checks: the most parameters. Above 0; default: none.</summary>
    public long MaxParameters { get; set; }
}
