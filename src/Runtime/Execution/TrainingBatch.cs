using System;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace NetGen.Execution;

/// <summary>
/// What a trainer hands to <see cref="TrainingPass.Run"/>: the samples of a batch and the judgement of their outputs.
/// Its methods are called from several threads at once, for different samples.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class TrainingBatch
{
    /// <summary>Number of samples.</summary>
    public int Count { get; protected set; }

    /// <summary>
    /// Whether <see cref="Score"/> writes the gradient by the logits (a loss fused with the output activation) rather than
    /// by the outputs.
    /// </summary>
    public bool GradientOfLogits { get; protected set; }

    /// <summary>
    /// Whether the batch trains: dropout, noise and augmentation are active and gradients are carried back. If not, lanes end after
    /// <see cref="Score"/>, and what it writes as gradient is ignored.
    /// </summary>
    public bool IsTraining { get; protected set; } = true;

    /// <summary>Decides, together with a sample's index and a layer's, every random choice of the pass.</summary>
    public ulong RandomKey { get; protected set; }

    /// <summary>
    /// Parts that the batch's lanes are dealt out in, each to a pass of its own: 1, 2, 4, 8 or 16. Lanes are added up as a balanced tree by their numbers; a part is one of its
    /// subtrees, so that the same tree adds up the parts' gradients. A part without lanes, which a small batch has, is left out.
    /// </summary>
    public int Parts { get; protected set; } = 1;

    /// <summary>The part that the pass carries: below <see cref="Parts"/>.</summary>
    public int Part { get; protected set; }

    /// <summary>One sample's input, channels last.</summary>
    public abstract ReadOnlySpan<float> Input(int sample);

    /// <summary>A reference to one sample's first value. Emitted code calls this.</summary>
    /// <exception cref="InvalidOperationException">The sample has not <paramref name="size"/> values.</exception>
    public ref float Read(int sample, int size)
    {
        ReadOnlySpan<float> input = Input(sample);
        if (input.Length != size)
        {
            throw new InvalidOperationException($"Sample {sample} of the batch has {input.Length} values; the network takes {size}.");
        }

        return ref MemoryMarshal.GetReference(input);
    }

    /// <summary>Judges one sample's output and writes the gradient to carry back.</summary>
    /// <param name="sample">The sample's index in the batch.</param>
    /// <param name="logits">The values that the output activation was applied to; the outputs where it is linear.</param>
    /// <param name="outputs">The network's outputs.</param>
    /// <param name="gradient">To be filled: the gradient by the logits or by the outputs, see <see cref="GradientOfLogits"/>.</param>
    public abstract void Score(int sample, ReadOnlySpan<float> logits, ReadOnlySpan<float> outputs, Span<float> gradient);

    /// <summary>
    /// Takes one sample's activity penalty, <c>L1 * sum(|y|) + L2 * sum(y²)</c>, not yet divided by the batch size.
    /// Emitted code adds the penalty's gradient, divided by <see cref="Count"/>, on its own.
    /// </summary>
    public virtual void AddActivityPenalty(int sample, double penalty)
    {
    }
}
