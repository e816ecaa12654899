using System.Runtime.InteropServices;

namespace NetGen.Bench.Peers.OneDnn;

/// <summary>oneDNN's threads, which are those of the OpenMP runtime that it is linked with.</summary>
/// <remarks>
/// What this program computes between primitives runs on the same threads: OpenMP's wait for work actively for a while, and others would have to share the
/// cores with them.
/// </remarks>
internal static unsafe partial class Team
{
    private const string Library = "libgomp.so.1";

    /// <summary>Sets how many threads primitives have that are made or run by this thread from now on.</summary>
    [LibraryImport(Library, EntryPoint = "omp_set_num_threads")]
    public static partial void SetThreads(int count);

    /// <summary>The place of the calling thread among those of <see cref="Run"/>.</summary>
    [LibraryImport(Library, EntryPoint = "omp_get_thread_num")]
    public static partial int Place();

    /// <summary>How many threads are in <see cref="Run"/>.</summary>
    [LibraryImport(Library, EntryPoint = "omp_get_num_threads")]
    public static partial int Count();

    /// <summary>Calls a function on every thread and waits for all.</summary>
    /// <param name="work">The function.</param>
    /// <param name="state">What it gets.</param>
    /// <param name="threads">How many; 0 for as many as were set.</param>
    /// <param name="flags">0.</param>
    [LibraryImport(Library, EntryPoint = "GOMP_parallel")]
    public static partial void Run(delegate* unmanaged[Cdecl]<void*, void> work, void* state, uint threads, uint flags);
}
