using System;
using System.Globalization;

namespace NetGen.Execution;

/// <summary>What training a network takes, looked at before it is taken.</summary>
internal static class TrainingMemory
{
    private const double BytesPerGigabyte = 1024.0 * 1024 * 1024;

    /// <summary>Says so where buffers can never be had: beyond what an array holds, or what there is for the whole process.</summary>
    /// <exception cref="ArgumentException">The values that are kept of a batch are more than one array holds.</exception>
    /// <exception cref="InsufficientMemoryException">The process can never have as much memory.</exception>
    public static void Require(NetworkInfo info, int capacity, int workers)
    {
        decimal ofBatch = (decimal)info.TrainingBytesPerSample * capacity;
        if (ofBatch / sizeof(float) > Array.MaxLength - 64)
        {
            throw new ArgumentException(
                $"Training {info.Name} keeps {Megabytes(info.TrainingBytesPerSample)} MB of each sample, "
                + $"which for a batch of {capacity} is more than memory holds in one piece; take a smaller batch size.");
        }

        Require(info, capacity, workers, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
    }

    /// <param name="info">The network.</param>
    /// <param name="capacity">Samples of a batch.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="available">Bytes that the process may have at most; 0 where that is not known.</param>
    internal static void Require(NetworkInfo info, int capacity, int workers, long available)
    {
        decimal bytes = info.TrainingBytes + ((workers - 1) * (decimal)info.TrainingBytesPerWorker) + (capacity * (decimal)info.TrainingBytesPerSample);
        if (available > 0 && bytes > available)
        {
            string threads = workers == 1 ? "one thread" : $"{workers} threads";
            throw new InsufficientMemoryException(
                $"Training {info.Name} with batches of {capacity} on {threads} takes {Gigabytes(bytes)} GB, "
                + $"beside the parameters and what the optimizer keeps; this process can have {Gigabytes(available)} GB. "
                + $"A sample takes {Megabytes(info.TrainingBytesPerSample)} MB of it, "
                + $"a thread {Megabytes(info.TrainingBytesPerWorker)} MB: take a smaller batch size or fewer threads, or a smaller network.");
        }
    }

    private static string Gigabytes(decimal bytes) => ((double)bytes / BytesPerGigabyte).ToString("N1", CultureInfo.InvariantCulture);

    private static string Megabytes(decimal bytes) => ((double)bytes / (1024 * 1024)).ToString("N1", CultureInfo.InvariantCulture);
}
