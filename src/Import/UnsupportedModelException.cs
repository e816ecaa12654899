using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Import;

/// <summary>A file is whole, but its network cannot be computed by NetGen's layers as the file says. Lists everything that stands in the way.</summary>
public sealed class UnsupportedModelException : NotSupportedException
{
    /// <summary>Lists what stands in the way.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="obstacles">All obstacles, one at least.</param>
    public UnsupportedModelException(string file, IReadOnlyList<Obstacle> obstacles)
        : base($"The network of '{Files.FileText.Of(file)}' cannot be imported:\n" + string.Join("\n", obstacles.Select(obstacle => "  " + obstacle)))
        => Obstacles = obstacles;

    /// <summary>Everything that stands in the way, in the order of the file.</summary>
    public IReadOnlyList<Obstacle> Obstacles { get; }
}
