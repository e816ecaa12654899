using Models;
using NetGen;

// Where the machine has no MPI library, that is said in a sentence; where it has one, this process is the only one.
try
{
    using var mpi = MpiProcess.Start();
    return (mpi.Rank, mpi.Count, mpi.World.IsFirst) == (0, 1, true) ? Lines.Judge(Lines.Train()) : 2;
}
catch (DllNotFoundException exception) when (exception.Message.StartsWith("No MPI library was found: looked for ", StringComparison.Ordinal))
{
    return Lines.Judge(Lines.Train());
}
