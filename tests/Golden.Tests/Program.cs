using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Execution;
using NetGen.Golden.Tests.Guarantees;
using NetGen.Golden.Tests.Limits;
using NetGen.Golden.Tests.Numbers;
using NetGen.Golden.Tests.Properties;
using NetGen.Golden.Tests.Randomness;
using NetGen.Golden.Tests.Widths;

namespace NetGen.Golden.Tests;

/// <summary>
/// The entry of child processes: what the .NET runtime decides once, when a process starts (vector width, tiering), can
/// only be tested in another process. They get compiled networks as a file, so that they need not compile.
/// </summary>
internal static class Program
{
    /// <summary>Compares random networks with the plain loops and reports the vector width.</summary>
    public const string Compare = "compare";

    /// <summary>Runs every phase of every named network once, so that all their methods are compiled.</summary>
    public const string Touch = "touch";

    /// <summary>Runs the checks of <see cref="NumberTests"/> and reports the vector width.</summary>
    public const string Check = "check";

    /// <summary>Prints what <see cref="RandomLayerBits"/> draws.</summary>
    public const string Draw = "draw";

    /// <summary>Prints what <see cref="GuaranteeNetworks"/> come to, in bits, and the form that it was computed in.</summary>
    public const string Learn = "learn";

    /// <summary>Prints <see cref="FitBits"/> for a number of threads.</summary>
    public const string Fit = "fit";

    /// <summary>Prints the numbers of <see cref="DepthNumbers"/>.</summary>
    public const string Depth = "depth";

    /// <summary>Runs <see cref="StarvedPool"/>.</summary>
    public const string Starve = "starve";

    /// <summary>Runs <see cref="ManyTrainers"/>.</summary>
    public const string Make = "make";

    /// <summary>Runs <see cref="OversizedMethod"/>.</summary>
    public const string Control = "control";

    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case [Compare, string image, string kind]:
                return RunComparison(image, Enum.Parse<NetworkKind>(kind));
            case [Touch, string image, .. string[] names]:
                CompiledNetworks networks = Load(image);
                Array.ForEach(names, name => NetworkTouch.Run(networks.Create(name)));
                return 0;
            case [Draw, string image]:
                Console.WriteLine(VectorWidth.Describe());
                Console.WriteLine(RandomLayerBits.Draw(Load(image)));
                return 0;
            case [Learn, string image]:
                Console.WriteLine(VectorWidth.Describe());
                Console.WriteLine(LearnedBits.Of(Load(image)));
                return 0;
            case [Check, string image]:
                Console.WriteLine(VectorWidth.Describe());
                return Report(NumberTests.FailuresOf(Load(image)));
            case [Fit, string image, string threads]:
                Console.WriteLine(FitBits.Of(Load(image), int.Parse(threads, CultureInfo.InvariantCulture)));
                return 0;
            case [Depth, string image]:
                Console.WriteLine(VectorWidth.Describe());
                Console.WriteLine(DepthNumbers.Of(Load(image)));
                return 0;
            case [Starve, string image]:
                Console.WriteLine(StarvedPool.Run(Load(image)));
                return 0;
            case [Make, string image]:
                Console.WriteLine(ManyTrainers.Run(Load(image)));
                return 0;
            case [Control, string image]:
                OversizedMethod.Run(File.ReadAllBytes(image));
                return 0;
            default:
                Console.Error.WriteLine($"Usage: {Compare} IMAGE KIND | {Touch} IMAGE NETWORK... | {Check} IMAGE | {Draw} IMAGE | {Learn} IMAGE | {Control} IMAGE");
                Console.Error.WriteLine($"       {Fit} IMAGE THREADS | {Depth} IMAGE | {Starve} IMAGE | {Make} IMAGE");
                return 2;
        }
    }

    private static int RunComparison(string image, NetworkKind kind)
    {
        Console.WriteLine(VectorWidth.Describe());
        return Report(new RandomKernels(kind).Compare(Load(image)));
    }

    private static int Report(IReadOnlyList<string> failures)
    {
        foreach (string failure in failures)
        {
            Console.Error.WriteLine(failure);
        }

        return failures.Count == 0 ? 0 : 1;
    }

    private static CompiledNetworks Load(string image) => new(File.ReadAllBytes(image));
}
