using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Hosting;

namespace NetGen;

/// <summary>
/// Loads a network while the host starts, before other services do, and predicts once: the first request finds the code compiled and
/// the buffers there. What loading throws ends the start.
/// </summary>
[SuppressMessage("Performance", "CA1812", Justification = "The services create it.")]
internal sealed class NetworkStart<TNetwork>(TNetwork network) : IHostedLifecycleService
    where TNetwork : class, INetwork
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        network.Predict(new float[network.Info.InputSize]);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
