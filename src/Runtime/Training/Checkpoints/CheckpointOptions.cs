using System;
using System.IO;

namespace NetGen;

/// <summary>
/// Where and how often a fit writes down everything that it goes on from (Keras: <c>BackupAndRestore</c>). A fit whose folder has a checkpoint goes on from the newest: with
/// the same bits, history and logs as one that was never broken off, also in the middle of an epoch and on another number of threads.
/// </summary>
/// <example>
/// <code>
/// new FitOptions { Epochs = 100, Checkpoint = new("run/", every: TimeSpan.FromMinutes(10), keepBest: "val_loss") }
/// </code>
/// </example>
public sealed class CheckpointOptions
{
    /// <summary>Options of checkpoints.</summary>
    /// <param name="folder">The folder, made if need be; one training at a time may use it.</param>
    /// <param name="every">How often; default: after every epoch. The end of a fit, however it ends but by an exception, writes one too.</param>
    /// <param name="keep">How many of the last ones stay; at least 1, default 2, so that there is another one should the newest be damaged.</param>
    /// <param name="keepBest">
    /// A figure, such as "val_loss": the checkpoint of the epoch where it was best stays too, as <c>best.safetensors</c>. Default: none.
    /// </param>
    /// <param name="mode">Which way that figure gets better; default <see cref="MonitorMode.Auto"/>.</param>
    public CheckpointOptions(
        string folder, CheckpointInterval? every = null, int keep = 2, string? keepBest = null, MonitorMode mode = MonitorMode.Auto)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (keepBest is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(keepBest);
        }

        Folder = folder;
        Every = every ?? CheckpointInterval.Epochs(1);
        Keep = OptionValue.AtLeast(keep, 1, nameof(keep));
        KeepBest = keepBest;
        Mode = mode;
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>How often.</summary>
    public CheckpointInterval Every { get; }

    /// <summary>How many of the last ones stay.</summary>
    public int Keep { get; }

    /// <summary>The figure whose best epoch stays too; null where none does.</summary>
    public string? KeepBest { get; }

    /// <summary>Which way that figure gets better.</summary>
    public MonitorMode Mode { get; }

    /// <summary>The clock of <see cref="CheckpointInterval.Time"/>; default: the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The path of the best epoch's checkpoint, whose weights <c>network.Load(path, new LoadOptions())</c> takes.</summary>
    public string BestPath => Path.Combine(Folder, CheckpointFolder.BestName);
}
