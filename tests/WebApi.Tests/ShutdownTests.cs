using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using NetGen.WebApi.Tests.Support;
using Xunit;

namespace NetGen.WebApi.Tests;

/// <summary>The end of the service: what it has accepted it answers.</summary>
public sealed class ShutdownTests
{
    private const int Clients = 16;

    [Fact]
    public async Task Requests_that_had_been_accepted_when_it_was_told_to_end_are_answered()
    {
        await using ServiceProcess service = await ServiceProcess.StartAsync();
        byte[] body = Pictures.Floats(Pictures.Pixels(1));
        UnfinishedRequest[] requests = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => UnfinishedRequest.StartAsync(service.Address, body)));

        service.Terminate();
        await UntilNobodyListens(service.Address);
        Answer[] answers = await Task.WhenAll(requests.Select(request => request.FinishAsync()));

        Assert.All(answers, answer => Assert.Equal(answers[0].Probabilities, answer.Probabilities));
        Assert.Equal(0, await service.ExitCodeAsync());
    }

    [Fact]
    public async Task Under_load_no_answer_is_lost_by_clients_that_heed_its_readiness()
    {
        await using ServiceProcess service = await ServiceProcess.StartAsync("--DrainSeconds", "10", "--MaxBatchSize", "4");
        byte[] body = Pictures.Floats(Pictures.Pixels(2));
        float[] alone = (await Requests.ReadAsync(await service.Client.PostAsync(body, Requests.FloatType))).Probabilities;
        using var someAnswered = new SemaphoreSlim(0);
        int isLeaving = 0;

        async Task<int> Load()
        {
            using HttpClient client = service.NewClient();
            int answers = 0;
            for (; Volatile.Read(ref isLeaving) == 0; answers++)
            {
                Answer answer = await Requests.ReadAsync(await client.PostAsync(body, Requests.FloatType));
                Assert.Equal(alone, answer.Probabilities);
                someAnswered.Release();
            }

            return answers;
        }

        Task<int>[] load = [.. Enumerable.Range(0, Clients).Select(_ => Task.Run(Load))];
        for (int answered = 0; answered < 10 * Clients; answered++)
        {
            await Task.WhenAny(someAnswered.WaitAsync(), Task.WhenAll(load));
        }

        service.Terminate();
        while ((await service.ReadinessAsync()).StatusCode == 200)
        {
            await Task.Delay(5);
        }

        // It goes on answering, on connections that it closes.
        using HttpResponseMessage late = await service.Client.PostAsync(body, Requests.FloatType);
        Assert.Equal(alone, (await Requests.ReadAsync(late)).Probabilities);
        Assert.True(late.Headers.ConnectionClose);
        (int statusCode, string status, _) = await service.ReadinessAsync();
        Assert.Equal((503, "stopping"), (statusCode, status));

        Volatile.Write(ref isLeaving, 1);
        Assert.All(await Task.WhenAll(load), answers => Assert.NotEqual(0, answers));
        Assert.Equal(0, await service.ExitCodeAsync());
    }

    [Fact]
    public async Task What_is_not_finished_in_time_is_broken_off_and_draining_takes_nothing_from_that_time()
    {
        await using ServiceProcess service = await ServiceProcess.StartAsync("--DrainSeconds", "2", "--shutdownTimeoutSeconds", "1");
        byte[] body = Pictures.Floats(Pictures.Pixels(1));
        using Wire endless = await Wire.OpenAsync(service.Address);
        await endless.SendAsync(Http.Head(Requests.FloatType, body.Length, "Expect: 100-continue"));
        Assert.Equal(100, (await endless.ReadAsync())?.Status);
        await endless.SendAsync(body.AsMemory()[..^1]);

        service.Terminate();
        Assert.Null(await endless.ReadAsync());
        Assert.Equal(0, await service.ExitCodeAsync());
        Assert.Empty(service.Complaints);
    }

    private static async Task UntilNobodyListens(Uri address)
    {
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(address.Host, address.Port);
            }
            catch (SocketException)
            {
                return;
            }

            await Task.Delay(5);
        }
    }

    /// <summary>
    /// A request whose body lacks a byte: the service has said that it wants it. It gives up on bodies that come too slowly, on this one after 13 seconds.
    /// </summary>
    private sealed class UnfinishedRequest(TcpClient client, byte[] rest) : IDisposable
    {
        public static async Task<UnfinishedRequest> StartAsync(Uri address, byte[] body)
        {
            var client = new TcpClient();
            await client.ConnectAsync(address.Host, address.Port);
            string head = string.Join(
                "\r\n",
                "POST /predict HTTP/1.1",
                $"Host: {address.Authority}",
                $"Content-Type: {Requests.FloatType}",
                $"Content-Length: {body.Length}",
                "Expect: 100-continue",
                "\r\n");
            NetworkStream stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
            byte[] asked = new byte["HTTP/1.1 100 Continue\r\n\r\n".Length];
            await stream.ReadExactlyAsync(asked);
            Assert.StartsWith("HTTP/1.1 100", Encoding.ASCII.GetString(asked), StringComparison.Ordinal);
            await stream.WriteAsync(body.AsMemory(0, body.Length - 1));
            return new UnfinishedRequest(client, body[^1..]);
        }

        public async Task<Answer> FinishAsync()
        {
            using (client)
            {
                NetworkStream stream = client.GetStream();
                await stream.WriteAsync(rest);
                using var reader = new StreamReader(stream, Encoding.UTF8);
                string[] response = (await reader.ReadToEndAsync()).Split("\r\n\r\n", 2);
                Assert.StartsWith("HTTP/1.1 200", response[0], StringComparison.Ordinal);
                string json = response[1];
                return Requests.Parse(json[json.IndexOf('{', StringComparison.Ordinal)..(json.LastIndexOf('}') + 1)]);
            }
        }

        public void Dispose() => client.Dispose();
    }
}
