using System;
using System.IO;

namespace NetGen.Reporting.Tests;

/// <summary>A folder that goes when the test has ended.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netgen-reporting-");

    public string this[string file] => Path.Combine(_folder.FullName, file);

    public string[] Files => Directory.GetFiles(_folder.FullName);

    public void Dispose() => _folder.Delete(recursive: true);
}
