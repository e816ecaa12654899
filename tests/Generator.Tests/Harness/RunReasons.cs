using System.Linq;
using Microsoft.CodeAnalysis;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Why each named step has the value it has after an edit.</summary>
internal sealed record RunReasons(IncrementalStepRunReason Declarations, IncrementalStepRunReason Networks)
{
    /// <summary>The edit leaves the declaration alone: it is read again, equals the old one, and no step runs.</summary>
    public static readonly RunReasons Unrelated = new(IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached);

    /// <summary>The edit changes the network.</summary>
    public static readonly RunReasons Modified = new(IncrementalStepRunReason.Modified, IncrementalStepRunReason.Modified);

    /// <summary>The edit changes the declaration, but what it comes to is the same network.</summary>
    public static readonly RunReasons SameNetwork = new(IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged);

    /// <summary>Asserts the exact reason of every step, for the only network or the one at <paramref name="index"/>.</summary>
    public void AssertOf(GeneratorRun run, int index = 0)
    {
        RunReasons actual = new(
            run.Reasons(TrackingNames.Declarations).ElementAt(index), run.Reasons(TrackingNames.Networks).ElementAt(index));
        Assert.Equal(this, actual);
    }
}
