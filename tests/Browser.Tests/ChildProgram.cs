using System;

namespace NetGen.Browser.Tests;

/// <summary>The entry of a child process: which instructions the emitted code takes is decided once, when a process starts.</summary>
internal static class ChildProgram
{
    private static int Main(string[] arguments)
    {
        if (arguments is not [string folder])
        {
            Console.Error.WriteLine("Usage: FOLDER-OF-DIGITS");
            return 2;
        }

        Console.WriteLine(StudentBits.Learn(folder));
        return 0;
    }
}
