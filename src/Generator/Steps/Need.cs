using NetGen.Generator.Code;

namespace NetGen.Generator.Steps;

/// <summary>
/// Memory that a step wants beside its values and their gradients: packed weights, scratch, records, sums. How long it is in use follows
/// from the kernels that name it.
/// </summary>
/// <param name="name">Its name behind the step's: "Strip".</param>
/// <param name="block">The block that it lies in.</param>
/// <param name="length">Number of elements; of one sample, where each has its own.</param>
internal sealed class Need(string name, Block block, int length)
{
    public string Name { get; } = name;

    public Block Block { get; } = block;

    public int Length { get; } = length;

    /// <summary>Bytes of an element.</summary>
    public int ElementSize { get; init; } = sizeof(float);

    /// <summary>Whether every sample of the block has such memory of its own.</summary>
    public bool IsPerSample { get; init; }

    /// <summary>Whether that is a row of the matrices that dense layers multiply.</summary>
    public bool IsRow { get; init; }

    /// <summary>The zeros around the image that it holds, which kernels read and never write; none elsewhere.</summary>
    public Frame Frame { get; init; }

    /// <summary>The frame's memory holds other things in between, so it is cleared before a kernel writes what is inside.</summary>
    public bool ClearsBorder { get; set; }

    /// <summary>Where the memory planner put it.</summary>
    public Place Place { get; set; }

    /// <summary>The length in whole floats.</summary>
    public int Floats => (int)((((long)Length * ElementSize) + sizeof(float) - 1) / sizeof(float));

    /// <summary>Floats from one sample's to the next's.</summary>
    public int Pitch => Split.RoundUp(Floats, Arena.Line);
}
