using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>A seed decides a fit to the last bit: on any number of threads, in any process, however the JIT is set, in one piece or several.</summary>
public sealed class RepeatabilityTests
{
    private static readonly Lazy<string> Expected = new(() => FitBits.Of(GuaranteeNetworks.Networks, threads: 1));

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    public void Fits_give_the_same_bits_on_any_number_of_threads(int threads) => Assert.Equal(Expected.Value, FitBits.Of(GuaranteeNetworks.Networks, threads));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Fits_give_the_same_bits_in_pieces(int threads) => Assert.Equal(Expected.Value, FitBits.Of(GuaranteeNetworks.Networks, threads, isCut: true));

    [Theory]
    [InlineData("", "2")]
    [InlineData("DOTNET_TieredCompilation=0", "1")]
    [InlineData("DOTNET_TieredPGO=0", "2")]
    [InlineData("DOTNET_TC_QuickJitForLoops=0", "3")]
    [InlineData("DOTNET_ReadyToRun=0", "2")]
    [InlineData("DOTNET_gcServer=1", "4")]
    [InlineData("DOTNET_PROCESSOR_COUNT=1", "8")]
    public async Task Fits_give_the_same_bits_in_every_process(string setting, string threads)
    {
        var settings = new Dictionary<string, string>();
        if (setting.Split('=') is [var name, var value])
        {
            settings.Add(name, value);
        }

        ChildResult child = await ChildProcess.RunAsync(Program.Fit, GuaranteeNetworks.Networks.Image, [threads], settings);

        Assert.True(child.ExitCode == 0, child.Errors);
        Assert.Equal(Expected.Value, child.Output.Trim());
    }
}
