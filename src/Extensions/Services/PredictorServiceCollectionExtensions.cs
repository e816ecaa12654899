using System;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using NetGen;

// The namespace in which users of services have such methods at hand.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Predictors that gather samples of many requests as services.</summary>
public static class PredictorServiceCollectionExtensions
{
    /// <summary>
    /// Adds a <see cref="BatchingPredictor{TNetwork}"/> of a network that is a service too (<see cref="NetworkServiceCollectionExtensions"/>): one for all
    /// requests, made while the host starts. When the host ends, it answers what it has accepted.
    /// </summary>
    /// <typeparam name="TNetwork">The network's class.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="options">Sizes of batches and of the queue, and so on. Default: those of <see cref="BatchingOptions"/>.</param>
    /// <returns>The same services.</returns>
    /// <example>
    /// <code>
    /// builder.Services.AddNetwork&lt;Digits&gt;("digits.safetensors").AddBatchingPredictor&lt;Digits&gt;(new BatchingOptions { QueueCapacity = 256 });
    /// </code>
    /// </example>
    public static IServiceCollection AddBatchingPredictor<TNetwork>(this IServiceCollection services, BatchingOptions? options = null)
        where TNetwork : class, INetwork
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddSingleton(provider => new BatchingPredictor<TNetwork>(provider.GetRequiredService<TNetwork>(), options));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, PredictorStart<TNetwork>>());
        return services;
    }
}
