using System;
using System.Collections.Generic;

namespace NetGen;

/// <summary>What layers have in common that join the outputs of several others.</summary>
public abstract class MergingLayerAttribute : PlainLayerAttribute
{
    private protected MergingLayerAttribute(string[] layers) => Layers = layers;

    /// <summary>The names of the layers that it joins: with one name, that layer and the one above; with several, exactly these, in this order.</summary>
    public IReadOnlyList<string> Layers { get; }
}

/// <summary>
/// The sum of the outputs of several layers, value by value (Keras: <c>Add</c>): <c>[Add("stem")]</c> adds what the layer called "stem" puts out to what the
/// layer above does, as at the end of a residual block; <c>[Add("left", "right")]</c> adds those two.
/// </summary>
/// <remarks>
/// Shapes are compared from the right, and a size of 1 is stretched to that of the others, as in Keras: a vector of as many values as an image has channels is added to every pixel.
/// A name may be <c>"input"</c>, the network's input. One that stands there twice counts twice.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class AddAttribute : MergingLayerAttribute
{
    /// <summary>A layer that adds.</summary>
    /// <param name="layers">The names of layers that stand above: one, to be added to the layer directly above, or all that are to be added; at least one.</param>
    public AddAttribute(params string[] layers)
        : base(layers)
    {
    }
}

/// <summary>
/// The difference of the outputs of two layers, value by value (Keras: <c>Subtract</c>): <c>[Subtract("blurred")]</c> takes what the layer called "blurred" puts out
/// from what the layer above does; <c>[Subtract("left", "right")]</c> is left less right.
/// </summary>
/// <remarks>
/// Shapes are stretched to each other as by <see cref="AddAttribute"/>, and a name may be <c>"input"</c>, the network's input.
/// It takes exactly two, as in Keras.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class SubtractAttribute : MergingLayerAttribute
{
    /// <summary>A layer that subtracts.</summary>
    /// <param name="layers">The names of layers that stand above: one, to be subtracted from the layer directly above, or two, of which the second is subtracted from the first.</param>
    public SubtractAttribute(params string[] layers)
        : base(layers)
    {
    }
}

/// <summary>
/// The product of the outputs of several layers, value by value (Keras: <c>Multiply</c>): <c>[Multiply("maps")]</c> multiplies what the layer called "maps" puts out by what the
/// layer above does, as a gate does; <c>[Multiply("left", "right")]</c> multiplies those two.
/// </summary>
/// <remarks>
/// Shapes are stretched to each other as by <see cref="AddAttribute"/>: a vector of as many values as an image has channels scales each channel, as
/// squeeze-and-excitation does. A name may be <c>"input"</c>, the network's input. A layer that is named twice is squared.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class MultiplyAttribute : MergingLayerAttribute
{
    /// <summary>A layer that multiplies.</summary>
    /// <param name="layers">The names of layers that stand above: one, to be multiplied by the layer directly above, or all that are to be multiplied; at least one.</param>
    public MultiplyAttribute(params string[] layers)
        : base(layers)
    {
    }
}

/// <summary>
/// The mean of the outputs of several layers, value by value (Keras: <c>Average</c>): <c>[Average("stem")]</c> is that of what the layer called "stem" and the layer above put
/// out; <c>[Average("left", "right")]</c> is that of those two.
/// </summary>
/// <remarks>
/// Shapes are stretched to each other as by <see cref="AddAttribute"/>, and a name may be <c>"input"</c>, the network's input.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class AverageAttribute : MergingLayerAttribute
{
    /// <summary>A layer that takes the mean.</summary>
    /// <param name="layers">The names of layers that stand above: one, whose mean with the layer directly above is taken, or all whose mean is taken; at least one.</param>
    public AverageAttribute(params string[] layers)
        : base(layers)
    {
    }
}

/// <summary>
/// The largest of the outputs of several layers, value by value (Keras: <c>Maximum</c>): <c>[Maximum("stem")]</c> compares what the layer called "stem" and the layer above put
/// out; <c>[Maximum("left", "right")]</c> compares those two.
/// </summary>
/// <remarks>
/// Shapes are stretched to each other as by <see cref="AddAttribute"/>, and a name may be <c>"input"</c>, the network's input.
/// Where one value is NaN, the largest is. Where values are equal, the first of their layers has the gradient, as in TensorFlow.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class MaximumAttribute : MergingLayerAttribute
{
    /// <summary>A layer that takes the largest.</summary>
    /// <param name="layers">The names of layers that stand above: one, to be compared with the layer directly above, or all that are to be compared; at least one.</param>
    public MaximumAttribute(params string[] layers)
        : base(layers)
    {
    }
}

/// <summary>
/// The smallest of the outputs of several layers, value by value (Keras: <c>Minimum</c>): <c>[Minimum("stem")]</c> compares what the layer called "stem" and the layer above put
/// out; <c>[Minimum("left", "right")]</c> compares those two.
/// </summary>
/// <remarks>
/// Shapes are stretched to each other as by <see cref="AddAttribute"/>, and a name may be <c>"input"</c>, the network's input.
/// Where one value is NaN, the smallest is. Where values are equal, the first of their layers has the gradient, as in TensorFlow.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class MinimumAttribute : MergingLayerAttribute
{
    /// <summary>A layer that takes the smallest.</summary>
    /// <param name="layers">The names of layers that stand above: one, to be compared with the layer directly above, or all that are to be compared; at least one.</param>
    public MinimumAttribute(params string[] layers)
        : base(layers)
    {
    }
}

/// <summary>
/// The outputs of several layers, one behind the other (Keras: <c>Concatenate</c>): <c>[Concatenate("skip")]</c> puts the channels of the layer called "skip" behind those of
/// the layer above, as on the way up of a U-Net; <c>[Concatenate("left", "right")]</c> those of "right" behind those of "left".
/// </summary>
/// <remarks>
/// All sizes but that along the axis must be equal; nothing is stretched. A name may be <c>"input"</c>, the network's input.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class ConcatenateAttribute : MergingLayerAttribute
{
    /// <summary>A layer that concatenates.</summary>
    /// <param name="layers">The names of layers that stand above: one, to be put behind the layer directly above, or all, in order; at least one.</param>
    public ConcatenateAttribute(params string[] layers)
        : base(layers)
    {
    }

    /// <summary>
    /// The axis that grows (Keras: <c>axis</c>): 1 is that of an image's rows, 2 of its columns, 3 of its channels; the values of a vector are along 1. Negative ones count
    /// from the last. Default: -1, channels or values. 0 is the batch and cannot be joined.
    /// </summary>
    public int Axis { get; set; } = -1;
}
