using System;
using System.IO;
using System.Runtime.InteropServices;

namespace NetGen.Bench.Exchange;

/// <summary>The library's own sum of floats over all processes, which adds in whatever order it likes.</summary>
internal sealed unsafe class Allreduce
{
    private readonly delegate* unmanaged<void*, void*, int, nint, nint, nint, int> _allreduce;
    private readonly nint _float;
    private readonly nint _sum;
    private readonly nint _world;

    /// <param name="isOpenMpi">Whether handles are those of Open MPI, or those of MPICH.</param>
    public Allreduce(bool isOpenMpi)
    {
        // The library is loaded already; its name gives the one that is there.
        nint library = NativeLibrary.Load(isOpenMpi ? "libmpi.so.40" : "libmpich.so.12");
        _allreduce = (delegate* unmanaged<void*, void*, int, nint, nint, nint, int>)NativeLibrary.GetExport(library, "MPI_Allreduce");
        _float = isOpenMpi ? NativeLibrary.GetExport(library, "ompi_mpi_float") : 0x4c00040a;
        _sum = isOpenMpi ? NativeLibrary.GetExport(library, "ompi_mpi_op_sum") : 0x58000003;
        _world = isOpenMpi ? NativeLibrary.GetExport(library, "ompi_mpi_comm_world") : 0x44000000;
    }

    public void Sum(float[] values, float[] sums)
    {
        fixed (float* from = values, to = sums)
        {
            if (_allreduce(from, to, values.Length, _float, _sum, _world) != 0)
            {
                throw new IOException("MPI_Allreduce has failed.");
            }
        }
    }
}
