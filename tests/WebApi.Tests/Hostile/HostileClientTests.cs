using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using NetGen.WebApi.Tests.Support;
using Xunit;

namespace NetGen.WebApi.Tests.Hostile;

/// <summary>Clients that break what they can break: what the service says to them is their fault and never its own.</summary>
public sealed class HostileClientTests
{
    private static readonly byte[] Body = Pictures.Floats(Pictures.Pixels(0));
    private static readonly byte[] Good = Http.Post(Requests.FloatType, Body);

    [Fact]
    public async Task Each_hostile_request_has_its_status_and_a_kept_connection_is_good_for_another()
    {
        await using ServiceProcess service = await ServiceProcess.StartAsync();
        float[] right = (await Requests.ReadAsync(await service.Client.PostAsync(Body, Requests.FloatType))).Probabilities;
        var faults = new List<string>();
        foreach (HostileRequest hostile in HostileRequest.All)
        {
            using Wire wire = await Wire.OpenAsync(service.Address);
            await wire.SendAsync(hostile.Bytes);
            WireAnswer? answer = await wire.ReadAsync();
            if (!hostile.Statuses.Contains(answer?.Status ?? 0))
            {
                faults.Add($"{hostile.Name}: {answer?.Status} and not {string.Join(" or ", hostile.Statuses)}. {answer?.Body}");
            }
            else if (answer is { Closes: false } && hostile.IsOneRequest)
            {
                await wire.SendAsync(Good);
                WireAnswer? next = await wire.ReadAsync();
                if (next?.Status != 200 || !Requests.Parse(next.Body).Probabilities.SequenceEqual(right))
                {
                    faults.Add($"a good request after {hostile.Name}: {next?.Status} {next?.Body}");
                }
            }
        }

        Assert.Empty(faults);
        service.Terminate();
        Assert.Equal(0, await service.ExitCodeAsync());
        Assert.Empty(service.Complaints);
    }

    [Fact]
    public async Task Connections_that_are_broken_off_anywhere_are_no_errors_of_the_service()
    {
        await using ServiceProcess service = await ServiceProcess.StartAsync();
        byte[] chunked = Http.Chunked(Requests.FloatType, Body, chunk: 1000);
        foreach (byte[] part in (byte[][])[[], Good[..40], Good[..^1000], chunked[..2500], Good, [.. Good, .. Good[..^1000]]])
        {
            for (int i = 0; i < 10; i++)
            {
                using Wire wire = await Wire.OpenAsync(service.Address);
                await wire.SendAsync(part);
                await Task.Delay(TimeSpan.FromMilliseconds(i));
                wire.Cut();
            }
        }

        await Requests.ReadAsync(await service.Client.PostAsync(Body, Requests.FloatType));
        service.Terminate();
        Assert.Equal(0, await service.ExitCodeAsync());
        Assert.Empty(service.Complaints);
    }
}
