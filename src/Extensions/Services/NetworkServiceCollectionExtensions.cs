using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using NetGen;

// The namespace in which users of services have such methods at hand.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Networks as services. A network is a singleton: any number of requests may predict with it at the same time. A host loads it before it takes its first
/// request, so that weights which are missing or do not fit end the start of the program; without a host it is loaded when it is first asked for.
/// </summary>
public static class NetworkServiceCollectionExtensions
{
    /// <summary>Adds a network with weights from a file.</summary>
    /// <typeparam name="TNetwork">The network's class.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="weights">
    /// A safetensors file that <see cref="WeightFiles.Save(INetwork, string)"/> has written. A relative path is looked for in the program's folder,
    /// <see cref="AppContext.BaseDirectory"/>.
    /// </param>
    /// <param name="configure">
    /// Called with the network when it has its weights: <c>network => network.PredictionThreads = 1</c> is usually right in a service. Default: nothing.
    /// </param>
    /// <returns>The same services.</returns>
    /// <remarks>
    /// Loading throws a <see cref="FileNotFoundException"/> where there is no such file, and an <see cref="InvalidDataException"/> where it does not hold
    /// this network's weights.
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="weights"/> is empty.</exception>
    public static IServiceCollection AddNetwork<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TNetwork>(
        this IServiceCollection services, string weights, Action<TNetwork>? configure = null)
        where TNetwork : class, INetwork
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(weights);
        return services.AddNetwork(_ => Configured(NetworkLoading.FromFile<TNetwork>(weights), configure));
    }

    /// <summary>Adds a network with weights from a stream, such as a resource or an object in a store.</summary>
    /// <typeparam name="TNetwork">The network's class.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="openWeights">
    /// Opens the stream, which is read to its end and disposed; it holds safetensors that <see cref="WeightFiles.Save(INetwork, Stream)"/> has written.
    /// </param>
    /// <param name="configure">Called with the network when it has its weights. Default: nothing.</param>
    /// <returns>The same services.</returns>
    /// <remarks>Loading throws an <see cref="InvalidDataException"/> where the stream does not hold this network's weights.</remarks>
    public static IServiceCollection AddNetwork<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TNetwork>(
        this IServiceCollection services, Func<IServiceProvider, Stream> openWeights, Action<TNetwork>? configure = null)
        where TNetwork : class, INetwork
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(openWeights);
        return services.AddNetwork(provider => Configured(NetworkLoading.FromStream<TNetwork>(openWeights(provider)), configure));
    }

    /// <summary>Adds a network that the caller makes: <c>services.AddNetwork(_ => FashionCnn.Pretrained())</c>.</summary>
    /// <typeparam name="TNetwork">The network's class.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="factory">Makes the network, with its weights; called once.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddNetwork<TNetwork>(this IServiceCollection services, Func<IServiceProvider, TNetwork> factory)
        where TNetwork : class, INetwork
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(factory);
        services.AddSingleton(factory);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, NetworkStart<TNetwork>>());
        return services;
    }

    private static TNetwork Configured<TNetwork>(TNetwork network, Action<TNetwork>? configure)
    {
        configure?.Invoke(network);
        return network;
    }
}
