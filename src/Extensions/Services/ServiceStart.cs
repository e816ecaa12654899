using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Hosting;

namespace NetGen;

/// <summary>Makes a service while the host starts, before others start: what its making throws ends the start.</summary>
/// <remarks>It asks for the service in its constructor.</remarks>
internal abstract class ServiceStart : IHostedLifecycleService
{
    /// <summary>Uses the service once, so that the first request finds the code compiled and the buffers there.</summary>
    public abstract Task StartingAsync(CancellationToken cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Loads a network and predicts once.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "The services create it.")]
internal sealed class NetworkStart<TNetwork>(TNetwork network) : ServiceStart
    where TNetwork : class, INetwork
{
    public override Task StartingAsync(CancellationToken cancellationToken)
    {
        network.Predict(new float[network.Info.InputSize]);
        return Task.CompletedTask;
    }
}

/// <summary>
/// Makes a predictor. It asks the network itself: the predictor might let a sample wait for others, which do not come while the host starts.
/// </summary>
[SuppressMessage("Performance", "CA1812", Justification = "The services create it.")]
internal sealed class PredictorStart<TNetwork>(BatchingPredictor<TNetwork> predictor) : ServiceStart
    where TNetwork : class, INetwork
{
    public override Task StartingAsync(CancellationToken cancellationToken)
    {
        predictor.Network.Predict(new float[predictor.Network.Info.InputSize]);
        return Task.CompletedTask;
    }
}
