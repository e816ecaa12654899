using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace NetGen;

/// <summary>The checkpoints of one training, named by how far it had come, held against other trainings until this is disposed of.</summary>
internal sealed partial class CheckpointFolder : IDisposable
{
    public const string BestName = "best.safetensors";

    private const string LockName = ".lock";
    private const string DamagedSuffix = ".damaged";

    private readonly string _path;
    private readonly FileStream _lock;

    /// <exception cref="IOException">The folder cannot be made, or another training uses it.</exception>
    public CheckpointFolder(string path)
    {
        _path = path;
        Directory.CreateDirectory(path);
        try
        {
            _lock = new FileStream(Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new IOException($"The checkpoints in '{path}' are in use by another training: give each a folder of its own. ({exception.Message})", exception);
        }
    }

    /// <summary>The newest checkpoint that is whole; null where there is none.</summary>
    /// <param name="damaged">Told of each newer one that is not, which then is out of the way.</param>
    public (string Path, SavedState State)? Newest(Action<string> damaged)
    {
        foreach (string path in Checkpoints())
        {
            try
            {
                return (path, SavedState.Load(path));
            }
            catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
            {
                damaged($"A checkpoint is damaged, and the one before it is gone on from: {exception.Message}");
                SetAside(path);
            }
        }

        return null;
    }

    /// <summary>Writes the best one; before its checkpoint, for one that knows of a best epoch may rely on its file.</summary>
    public void WriteBest(SavedState state) => state.Save(Path.Combine(_path, BestName));

    /// <summary>Writes a checkpoint, and removes those that are too many.</summary>
    public void Write(SavedState state, int epoch, int step, int keep)
    {
        state.Save(Path.Combine(_path, string.Create(CultureInfo.InvariantCulture, $"checkpoint-{epoch:D5}-{step:D8}.safetensors")));
        foreach (string path in Checkpoints().Skip(keep))
        {
            File.Delete(path);
        }
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>The newest first.</summary>
    private string[] Checkpoints() =>
    [
        .. Directory.EnumerateFiles(_path)
            .Select(path => (Path: path, Match: Name().Match(Path.GetFileName(path))))
            .Where(file => file.Match.Success)
            .OrderByDescending(file => Number(file.Match, "epoch"))
            .ThenByDescending(file => Number(file.Match, "step"))
            .Select(file => file.Path),
    ];

    private static long Number(Match match, string group) => long.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static void SetAside(string path)
    {
        try
        {
            File.Move(path, path + DamagedSuffix, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is told of anyhow, and passed over again the next time.
        }
    }

    [GeneratedRegex(@"^checkpoint-(?<epoch>[0-9]{5,10})-(?<step>[0-9]{8,10})\.safetensors$")]
    private static partial Regex Name();
}
