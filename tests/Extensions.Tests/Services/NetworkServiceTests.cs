using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Extensions.Tests.Services;

public class NetworkServiceTests
{
    private static readonly float[] Sample = [.. Enumerable.Range(0, 12).Select(i => i / 12f)];

    [Fact]
    public void A_network_has_the_weights_of_its_file_and_is_the_same_for_all()
    {
        using var folder = new TemporaryFolder();
        var trained = new SmallNet(seed: 5);
        trained.Save(folder["small.safetensors"]);

        using ServiceProvider provider = new ServiceCollection().AddNetwork<SmallNet>(folder["small.safetensors"]).BuildServiceProvider();
        SmallNet network = provider.GetRequiredService<SmallNet>();
        Assert.Equal(trained.Predict(Sample), network.Predict(Sample));
        using IServiceScope scope = provider.CreateScope();
        Assert.Same(network, scope.ServiceProvider.GetRequiredService<SmallNet>());
    }

    [Fact]
    public void A_relative_path_is_looked_for_in_the_programs_folder()
    {
        string name = $"{nameof(NetworkServiceTests)}-{Guid.NewGuid():N}.safetensors";
        string file = Path.Combine(AppContext.BaseDirectory, name);
        var trained = new SmallNet(seed: 5);
        trained.Save(file);
        try
        {
            using ServiceProvider provider = new ServiceCollection().AddNetwork<SmallNet>(name).BuildServiceProvider();
            Assert.Equal(trained.Predict(Sample), provider.GetRequiredService<SmallNet>().Predict(Sample));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Weights_come_from_a_stream_which_is_closed()
    {
        var trained = new SmallNet(seed: 5);
        var stream = new MemoryStream();
        trained.Save(stream);
        stream.Position = 0;

        using ServiceProvider provider = new ServiceCollection().AddNetwork<SmallNet>(_ => stream).BuildServiceProvider();
        Assert.Equal(trained.Predict(Sample), provider.GetRequiredService<SmallNet>().Predict(Sample));
        Assert.False(stream.CanRead);
    }

    [Fact]
    public void A_factory_makes_the_network_once_with_other_services_at_hand()
    {
        int made = 0;
        using ServiceProvider provider = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddNetwork(services =>
            {
                made++;
                Assert.NotNull(services.GetService<TimeProvider>());
                return new SmallNet(seed: 9);
            })
            .BuildServiceProvider();
        Assert.Same(provider.GetRequiredService<SmallNet>(), provider.GetRequiredService<SmallNet>());
        Assert.Equal(1, made);
    }

    [Fact]
    public void What_configures_the_network_finds_its_weights()
    {
        using var folder = new TemporaryFolder();
        var trained = new SmallNet(seed: 5);
        trained.Save(folder["small.safetensors"]);
        float[]? found = null;
        using ServiceProvider provider = new ServiceCollection()
            .AddNetwork<SmallNet>(folder["small.safetensors"], network => (network.PredictionThreads, found) = (1, network.Predict(Sample)))
            .BuildServiceProvider();
        Assert.Equal(1, provider.GetRequiredService<SmallNet>().PredictionThreads);
        Assert.Equal(trained.Predict(Sample), found);
    }

    [Fact]
    public async Task A_host_has_loaded_and_used_its_networks_before_its_services_start()
    {
        using var folder = new TemporaryFolder();
        new SmallNet(seed: 5).Save(folder["small.safetensors"]);
        new OtherNet(seed: 5).Save(folder["other.safetensors"]);
        List<string> order = [];
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddHostedService(_ => new Noting(order));
        builder.Services
            .AddNetwork<SmallNet>(folder["small.safetensors"], _ => order.Add(nameof(SmallNet)))
            .AddNetwork<OtherNet>(folder["other.safetensors"], _ => order.Add(nameof(OtherNet)));
        using IHost host = builder.Build();
        Assert.Empty(order);
        await host.StartAsync();
        Assert.Equal([nameof(SmallNet), nameof(OtherNet), "started"], order);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_host_without_the_file_does_not_start_and_says_where_it_looked()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddNetwork<SmallNet>("missing.safetensors");
        using IHost host = builder.Build();
        FileNotFoundException exception = await Assert.ThrowsAsync<FileNotFoundException>(() => host.StartAsync());
        string path = Path.Combine(AppContext.BaseDirectory, "missing.safetensors");
        Assert.Equal(path, exception.FileName);
        Assert.Contains($"The weights of SmallNet are not there: there is no file {path}.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("<Content Include=\"missing.safetensors\"", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_with_the_weights_of_another_network_does_not_start_and_names_file_and_parameters()
    {
        using var folder = new TemporaryFolder();
        new OtherNet().Save(folder["other.safetensors"]);
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddNetwork<SmallNet>(folder["other.safetensors"]);
        using IHost host = builder.Build();
        InvalidDataException exception = await Assert.ThrowsAsync<InvalidDataException>(() => host.StartAsync());
        Assert.Contains(folder["other.safetensors"], exception.Message, StringComparison.Ordinal);
        Assert.Contains("dense/kernel", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_registrations_load_once_and_the_last_one_counts()
    {
        var services = new ServiceCollection();
        services.AddNetwork(_ => new SmallNet(seed: 1));
        var last = new SmallNet(seed: 2);
        services.AddNetwork(_ => last);
        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Same(last, provider.GetRequiredService<SmallNet>());
        Assert.Single(provider.GetServices<IHostedService>());
    }

    [Fact]
    public void A_class_without_the_emitted_constructor_is_told_so()
    {
        using var folder = new TemporaryFolder();
        new SmallNet().Save(folder["small.safetensors"]);
        using ServiceProvider provider = new ServiceCollection().AddNetwork<INetwork>(folder["small.safetensors"]).BuildServiceProvider();
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<INetwork>());
        Assert.Contains("INetwork has no public constructor (int seed)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_arguments_are_refused_at_once()
    {
        var services = new ServiceCollection();
        Assert.Throws<ArgumentException>("weights", () => services.AddNetwork<SmallNet>(" "));
        Assert.Throws<ArgumentNullException>("weights", () => services.AddNetwork<SmallNet>((string)null!));
        Assert.Throws<ArgumentNullException>("openWeights", () => services.AddNetwork<SmallNet>((Func<IServiceProvider, Stream>)null!));
        Assert.Throws<ArgumentNullException>("factory", () => services.AddNetwork((Func<IServiceProvider, SmallNet>)null!));
        Assert.Empty(services);
    }

    private sealed class Noting(List<string> order) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;

        public override Task StartAsync(CancellationToken cancellationToken)
        {
            order.Add("started");
            return base.StartAsync(cancellationToken);
        }
    }
}
