using System;
using System.IO;

namespace NetGen.Tool.Tests.Support;

/// <summary>The current folder of a test, gone with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _before = Environment.CurrentDirectory;
    private readonly string _path = Directory.CreateTempSubdirectory("netgen-tool").FullName;

    public TemporaryFolder() => Environment.CurrentDirectory = _path;

    public void Dispose()
    {
        Environment.CurrentDirectory = _before;
        Directory.Delete(_path, recursive: true);
    }
}
