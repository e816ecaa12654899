using System;
using System.IO;

namespace NetGen.Import.Tests.Support;

/// <summary>A folder for what a test writes: one that goes when the test ends, or one that a variable names and that stays.</summary>
internal sealed class ExportFolder : IDisposable
{
    private readonly bool _stays;

    public ExportFolder(string variable)
    {
        string? given = Environment.GetEnvironmentVariable(variable);
        _stays = given is not null;
        Path = given ?? System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"netgen-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (!_stays)
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
