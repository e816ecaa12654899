using System;

namespace NetGen;

/// <summary>What one rank wants and all do then.</summary>
[Flags]
internal enum Wishes
{
    None = 0,

    /// <summary>A callback ends training.</summary>
    StopTraining = 1,

    /// <summary><see cref="FitOptions.StoppingToken"/> does.</summary>
    Stop = 2,

    /// <summary><see cref="FitOptions.CancellationToken"/> does.</summary>
    Cancel = 4,
}
