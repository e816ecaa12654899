using System;

namespace NetGen;

/// <summary>
/// A block: layers that are declared once and used many times. A class that derives from this one carries the attributes of the block's layers, and is itself
/// an attribute that stands among the layers of a network, or of another block. Its hyperparameters are constants, and those that a use may set are
/// parameters of its constructor with the same name.
/// </summary>
/// <example>
/// <code>
/// [Conv2D(Filters, 3, Strides = Strides, Padding = Padding.Same, Activation = Activation.ReLU)]
/// [Conv2D(Filters, 3, Padding = Padding.Same, Name = "branch")]
/// [Conv2D(Filters, 1, Strides = Strides, Input = BlockInput, OnlyIf = Strides > 1 || InputChannels != Filters)]
/// [Add("branch")]
/// [Activation(Activation.ReLU)]
/// public sealed class Residual : BlockAttribute
/// {
///     private const int Filters = 16;
///     private const int Strides = 1;
///
///     public Residual(int filters, int strides = Strides)
///     {
///     }
/// }
/// </code>
/// Used as <c>[Residual(32, strides: 2)]</c>, <c>[Residual(32, Repeat = 2)]</c>.
/// </example>
/// <remarks>
/// The arguments of a block's layers are C#'s constant expressions, and are computed for every use: what they say of a hyperparameter holds with the value that
/// the use gives, and a constant that is computed from hyperparameters follows them. A layer in a block reads the one above it; the first reads the block's input;
/// names in <see cref="LayerAttribute.Input"/> and in merging layers are those of the block's own layers. In the network every layer has the name of the
/// block before its own: <c>residual_1_branch</c>. The block's name stands for the output of its last layer.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public abstract class BlockAttribute : TrainableLayerAttribute
{
    /// <summary>Among a block's layers: the name of what comes into the block.</summary>
    protected const string BlockInput = "block_input";

    /// <summary>Among a block's layers: the height of what comes into the block, in pixels; of a vector 1.</summary>
    protected const int InputHeight = 1;

    /// <summary>Among a block's layers: the width of what comes into the block, in pixels; of a vector 1.</summary>
    protected const int InputWidth = 1;

    /// <summary>Among a block's layers: the number of channels of what comes into the block; of a vector its values.</summary>
    protected const int InputChannels = 1;

    /// <summary>Made by the attributes of users.</summary>
    protected BlockAttribute()
    {
    }

    /// <summary>How many times the block stands in a row, each reading the one before. At least 1; default 1. All blocks of a network may come to 4,000 layers and uses of blocks.</summary>
    public int Repeat { get; set; } = 1;
}
