using System;

namespace NetGen.Bench.Native;

/// <summary>
/// Sets the program that NativeAOT makes beside the one that the JIT makes, of the same code on vectors of the same width; and
/// times the way from a program's start to its first prediction. Without arguments it compares; the other forms are its children.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case []:
                Comparison.Run();
                return 0;
            case [Worker.Command]:
                Worker.Run();
                return 0;
            case [FirstPrediction.SaveCommand, string path]:
                FirstPrediction.Save(path);
                return 0;
            case [FirstPrediction.Command, string path]:
                FirstPrediction.Run(path);
                return 0;
            default:
                Console.Error.WriteLine("usage: dotnet run -c Release --project bench/Native");
                return 2;
        }
    }
}
