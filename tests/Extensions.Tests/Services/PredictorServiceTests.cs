using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace NetGen.Extensions.Tests.Services;

public class PredictorServiceTests
{
    private static readonly float[] Sample = [.. Enumerable.Range(0, 12).Select(i => i / 12f)];

    [Fact]
    public async Task A_predictor_is_one_for_all_has_the_services_network_and_ends_with_them()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddNetwork(_ => new SmallNet(seed: 5)).AddBatchingPredictor<SmallNet>(new BatchingOptions { QueueCapacity = 7 });
        IHost host = builder.Build();
        await host.StartAsync();
        BatchingPredictor<SmallNet> predictor = host.Services.GetRequiredService<BatchingPredictor<SmallNet>>();
        Assert.Same(predictor, host.Services.GetRequiredService<BatchingPredictor<SmallNet>>());
        Assert.Same(host.Services.GetRequiredService<SmallNet>(), predictor.Network);
        Assert.Equal(predictor.Network.Predict(Sample), await predictor.PredictAsync(Sample));

        Task<float[]>[] accepted = [.. Enumerable.Range(0, 5).Select(_ => predictor.PredictAsync(Sample).AsTask())];
        await host.StopAsync();
        host.Dispose();
        float[][] answers = await Task.WhenAll(accepted);
        Assert.All(answers, answer => Assert.Equal(predictor.Network.Predict(Sample), answer));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await predictor.PredictAsync(Sample));
    }

    [Fact]
    public async Task A_delay_for_batches_does_not_delay_the_start()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddNetwork(_ => new SmallNet(seed: 5)).AddBatchingPredictor<SmallNet>(new BatchingOptions { MaxDelay = TimeSpan.FromHours(10) });
        using IHost host = builder.Build();
        await host.StartAsync().WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(0, host.Services.GetRequiredService<BatchingPredictor<SmallNet>>().QueueLength);
    }

    [Fact]
    public async Task Options_that_do_not_fit_the_network_and_a_network_that_is_no_service_end_the_start()
    {
        HostApplicationBuilder large = Host.CreateEmptyApplicationBuilder(null);
        large.Services.AddNetwork(_ => new SmallNet()).AddBatchingPredictor<SmallNet>(new BatchingOptions { MaxBatchSize = int.MaxValue });
        using IHost largeHost = large.Build();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => largeHost.StartAsync());

        HostApplicationBuilder without = Host.CreateEmptyApplicationBuilder(null);
        without.Services.AddBatchingPredictor<SmallNet>();
        using IHost withoutHost = without.Build();
        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => withoutHost.StartAsync());
        Assert.Contains("SmallNet", exception.Message, StringComparison.Ordinal);
    }
}
