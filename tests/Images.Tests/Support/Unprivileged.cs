using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace NetGen.Images.Tests;

/// <summary>Runs what must meet a folder that may not be read: the administrator may read all.</summary>
internal static partial class Unprivileged
{
    private const int Nobody = 65_534;

    /// <summary>Whether this system can do it.</summary>
    public static bool IsPossible => OperatingSystem.IsLinux() || (!OperatingSystem.IsWindows() && !Environment.IsPrivilegedProcess);

    /// <summary>Runs on a thread of its own, which has the rights of nobody to files where this process has those of the administrator.</summary>
    public static Exception? Run(Action action)
    {
        Exception? thrown = null;
        var thread = new Thread(() =>
        {
            if (Environment.IsPrivilegedProcess)
            {
                _ = SetFileUser(Nobody);
            }

            try
            {
                action();
            }
            catch (Exception exception)
            {
                thrown = exception;
            }
        });
        thread.Start();
        thread.Join();
        return thrown;
    }

    [DllImport("libc", EntryPoint = "setfsuid")]
    private static extern int SetFileUser(int user);
}
