namespace NetGen.Import.Hdf5;

/// <summary>A chunk of an array, as an index has it.</summary>
/// <param name="Offsets">The element of the array that its first one is, along each axis.</param>
/// <param name="Place">Where it lies.</param>
internal readonly record struct Hdf5Chunk(long[] Offsets, Hdf5ChunkPlace Place);

/// <summary>Where a chunk lies in the file.</summary>
/// <param name="Address">Its place; below 0 where it was never written, and is zeros.</param>
/// <param name="Length">Its bytes in the file.</param>
/// <param name="Skipped">The filters that were left out, a bit for each.</param>
internal readonly record struct Hdf5ChunkPlace(long Address, long Length, long Skipped)
{
    public static Hdf5ChunkPlace None => new(-1, 0, 0);
}

/// <summary>Entries of a table that lie one behind the other in the file.</summary>
/// <param name="First">The number of the first chunk.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Address">Where the first entry lies; below 0 where none was ever written.</param>
internal readonly record struct Hdf5ChunkRun(long First, long Count, long Address);
