using System.Threading.Tasks;
using Xunit;

namespace NetGen.WebApi.Tests.Support;

/// <summary>One service with its usual settings, which several tests ask.</summary>
public sealed class RunningService : IAsyncLifetime
{
    internal ServiceProcess Process { get; private set; } = null!;

    public async Task InitializeAsync() => Process = await ServiceProcess.StartAsync();

    public async Task DisposeAsync() => await Process.DisposeAsync();
}
