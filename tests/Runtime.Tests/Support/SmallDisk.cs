using System;
using System.Diagnostics;
using System.IO;

namespace NetGen.Runtime.Tests.Support;

/// <summary>A file system of a few pages in memory, which can be full and read-only: on Linux, for who may mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    /// <summary>Makes one in a folder; null where none can be made.</summary>
    public static SmallDisk? TryMount(string folder, int kilobytes)
    {
        Directory.CreateDirectory(folder);
        return OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Run("mount", "-t", "tmpfs", "-o", FormattableString.Invariant($"size={kilobytes}k"), "netgen-tests", folder)
            ? new SmallDisk(folder)
            : null;
    }

    /// <summary>Takes all the room that is left.</summary>
    public void Fill()
    {
        using var file = new FileStream(Path.Combine(_folder, "filling"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            for (byte[] page = new byte[4096]; ;)
            {
                file.Write(page);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Gives it back.</summary>
    public void Empty() => File.Delete(Path.Combine(_folder, "filling"));

    public bool MakeReadOnly() => Run("mount", "-o", "remount,ro", _folder);

    public void Dispose() => Run("umount", "-l", _folder);

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
