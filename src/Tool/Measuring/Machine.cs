using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace NetGen.Measuring;

/// <summary>What a report says of the machine.</summary>
internal static class Machine
{
    /// <summary>The processor's name, or its architecture where the system does not tell it.</summary>
    public static string Processor()
    {
        const string CpuInfo = "/proc/cpuinfo";
        string? line = File.Exists(CpuInfo) ? File.ReadLines(CpuInfo).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal)) : null;
        string name = line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
        return $"{name} ({32 * FmaPeak.VectorLength}-bit vectors)";
    }
}
