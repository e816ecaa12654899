using System;

namespace NetGen;

/// <summary>
/// The same values in another shape, row-major, the last axis fastest (Keras: <c>Reshape</c>): an image (height, width, channels), a matrix (rows, features) or a vector (features).
/// No value is lost or added (NG0315). It is nothing but another view where the layers around it store their values without zeros between them, and one copy elsewhere.
/// </summary>
/// <remarks>
/// What acts value by value, on the last axis or on all values takes a matrix too: activations, noise and dropout, normalizations, merges, <c>Flatten</c>, <c>Permute</c>. Layers of images want one of
/// (height, width, channels), and <c>Dense</c> a vector.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class ReshapeAttribute : PlainLayerAttribute
{
    /// <summary>A vector.</summary>
    /// <param name="features">Its values; at least 1, or -1 for as many as there are.</param>
    public ReshapeAttribute(int features) => TargetShape = [features];

    /// <summary>A matrix.</summary>
    /// <param name="rows">Rows; at least 1, or -1 for as many as the other size leaves.</param>
    /// <param name="features">Values of a row; at least 1, or -1.</param>
    public ReshapeAttribute(int rows, int features) => TargetShape = [rows, features];

    /// <summary>An image.</summary>
    /// <param name="height">Rows; at least 1, or -1 for as many as the other sizes leave.</param>
    /// <param name="width">Columns; at least 1, or -1.</param>
    /// <param name="channels">Values of a pixel; at least 1, or -1.</param>
    public ReshapeAttribute(int height, int width, int channels) => TargetShape = [height, width, channels];

    /// <summary>The sizes as they are given (Keras: <c>target_shape</c>).</summary>
    public int[] TargetShape { get; }
}

/// <summary>
/// The axes of a sample in another order (Keras: <c>Permute</c>). They are counted from 1: <c>[Permute(2, 1, 3)]</c> exchanges rows and columns of an image, and
/// <c>[Permute(3, 1, 2)]</c> puts its channels first.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class PermuteAttribute : PlainLayerAttribute
{
    /// <summary>The axes of a matrix (rows, features), as <c>[Reshape]</c> makes one.</summary>
    /// <param name="first">The axis that becomes the first; at least 1, the rows, at most 2, the features.</param>
    /// <param name="second">The axis that becomes the second: the other; at least 1, at most 2.</param>
    public PermuteAttribute(int first, int second) => Dims = [first, second];

    /// <summary>The axes of an image (height, width, channels).</summary>
    /// <param name="first">The axis that becomes the first; at least 1, at most 3: 1 is the height, 2 the width, 3 the channels.</param>
    /// <param name="second">The axis that becomes the second; at least 1, at most 3.</param>
    /// <param name="third">The axis that becomes the third; at least 1, at most 3.</param>
    public PermuteAttribute(int first, int second, int third) => Dims = [first, second, third];

    /// <summary>The axes as they are given (Keras: <c>dims</c>).</summary>
    public int[] Dims { get; }
}
