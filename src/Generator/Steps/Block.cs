namespace NetGen.Generator.Steps;

/// <summary>The blocks of memory that emitted code works in. A pass has one of each that its plan needs.</summary>
internal enum Block
{
    /// <summary>Not placed: the plan needs no such values.</summary>
    None,

    /// <summary>The sample as the caller gave it.</summary>
    Sample,

    /// <summary>Parameters as the kernels like them, packed anew when they have changed.</summary>
    Weights,

    /// <summary>One thread's buffers: of a call in inference, of a worker in training. Samples are counted within the group that it carries.</summary>
    Work,

    /// <summary>Buffers of the whole batch, in training. Samples are counted within the batch.</summary>
    Batch,

    /// <summary>Sums over the samples of one lane, zero at its beginning, in training.</summary>
    Lane,
}

/// <summary>Where something lies: a block of memory, an offset in it and the distance between samples.</summary>
/// <param name="Block">The block.</param>
/// <param name="Offset">The first float.</param>
/// <param name="Stride">Floats from one sample to the next; 0 where there is room for one only.</param>
internal readonly record struct Place(Block Block, int Offset, int Stride);
