using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using NetGen.WebApi.Tests.Hostile;
using NetGen.WebApi.Tests.Support;

namespace NetGen.Bench.Soak;

/// <summary>The clients that a service has to live with beside good ones.</summary>
internal static class Clients
{
    // Bodies and answers have to flow at 240 bytes a second from the sixth second on, heads have to be there in thirty, and kept
    // connections may be silent for 130: Kestrel's usual limits.
    private const int Seldom = 20;
    private const int Pipelined = 20_000;
    private const int SmallBuffer = 4096;
    private const int MostSecondsUnread = 300;

    public static IReadOnlyList<Client> All { get; } = [.. Slow(), .. Broken(), Hostile()];

    private static IEnumerable<Client> Slow()
    {
        yield return new("slow: a body that trickles, fast enough", Seconds(2), async address =>
        {
            using Wire wire = await Wire.OpenAsync(address);
            return await TrickleAsync(wire, Http.Post(Question.Floats.Type, Question.Floats.Body), part: 60, Seconds(0.1))
                ? await AnswerAsync(wire, Question.Floats)
                : throw new ClientFaultException("was cut off");
        });
        yield return new("slow: a body that hardly trickles", Seconds(Seldom), async address =>
        {
            using Wire wire = await Wire.OpenAsync(address);
            await wire.SendAsync(Http.Head(Question.Floats.Type, Question.Floats.Body.Length));
            await TrickleAsync(wire, Question.Floats.Body, part: 10, Seconds(0.5));
            return await RefusalAsync(wire, 408, 0);
        });
        yield return new("slow: a head that hardly trickles", Seconds(Seldom), async address =>
        {
            using Wire wire = await Wire.OpenAsync(address);
            await TrickleAsync(wire, Http.Post(Question.Floats.Type, Question.Floats.Body), part: 1, Seconds(0.5));
            return await RefusalAsync(wire, 408, 0);
        });
        yield return new("slow: a body that stops in the middle", Seconds(Seldom), async address =>
        {
            using Wire wire = await Wire.OpenAsync(address);
            await wire.SendAsync(Http.Post(Question.Floats.Type, Question.Floats.Body).AsMemory()[..^1000]);
            return await RefusalAsync(wire, 408, 0);
        });
        yield return new("slow: a connection without a word", Seconds(Seldom), async address =>
        {
            using Wire wire = await Wire.OpenAsync(address);
            return await RefusalAsync(wire, 408, 0);
        });
        yield return new("slow: many requests whose answers nobody reads", Seconds(Seldom), async address =>
        {
            // The server keeps what fits between them and then waits; it gives up when nothing has flowed for some seconds.
            using Wire wire = await Wire.OpenAsync(address, SmallBuffer);
            byte[] request = Http.Post("application/json", "{\"pixels\": []}"u8);
            byte[] requests = [.. Enumerable.Repeat(request, Pipelined).SelectMany(bytes => bytes)];
            bool isOpen = await wire.SendAsync(requests, Seconds(60));
            for (int second = 0; isOpen && second < MostSecondsUnread; second++)
            {
                await Task.Delay(Seconds(1));
                isOpen = await wire.SendAsync(request, Seconds(1));
            }

            return isOpen ? "left alone" : "cut off";
        });
        yield return new("slow: answers that are read slowly", Seconds(Seldom), async address =>
        {
            using Wire wire = await Wire.OpenAsync(address, SmallBuffer);
            await wire.SendAsync((byte[])[.. Enumerable.Repeat(Http.Post(Question.Floats.Type, Question.Floats.Body), 50).SelectMany(bytes => bytes)]);
            for (int i = 0; i < 50; i++)
            {
                await AnswerAsync(wire, Question.Floats);
                await Task.Delay(Seconds(0.2));
            }

            return "50 answers";
        });
    }

    private static IEnumerable<Client> Broken()
    {
        byte[] request = Http.Post(Question.Floats.Type, Question.Floats.Body);
        yield return Cutting("broken: cut off in the head", request[..40]);
        yield return Cutting("broken: cut off in the body", request[..^1000]);
        yield return Cutting("broken: cut off in a chunk", Http.Chunked(Question.Floats.Type, Question.Floats.Body, 1000)[..2500]);
        yield return Cutting("broken: gone before the answer", request);
        yield return Cutting("broken: gone before many answers", [.. Enumerable.Repeat(request, 20).SelectMany(bytes => bytes)]);
        yield return Cutting("broken: gone before a large picture's answer", Http.Post("image/png", Pictures.BlankPng(1500)));
        yield return Cutting("broken: gone without a word", []);
        yield return new("broken: ends in the head", Seconds(3), address => EndAsync(address, request[..40], 400, 0));
        yield return new("broken: ends in the body", Seconds(3), address => EndAsync(address, request[..^1000], 400, 0));
        yield return new("broken: ends behind the request and waits", Seconds(3), async address =>
        {
            // The server takes the end for the client's, as it may: it cannot know that somebody is still there to read.
            using Wire wire = await Wire.OpenAsync(address);
            await wire.SendAsync(request);
            wire.EndSending();
            return await RefusalAsync(wire, 200, 0);
        });
    }

    /// <summary>All hostile requests in turn, each followed by a good one where the connection is kept.</summary>
    private static Client Hostile()
    {
        int next = -1;
        return new("hostile", Seconds(0.1), async address =>
        {
            HostileRequest hostile = HostileRequest.All[++next % HostileRequest.All.Count];
            using Wire wire = await Wire.OpenAsync(address);
            await wire.SendAsync(hostile.Bytes);
            WireAnswer? answer = await wire.ReadAsync();
            int status = answer?.Status ?? 0;
            if (!hostile.Statuses.Contains(status))
            {
                throw new ClientFaultException($"{hostile.Name}: {status} where {string.Join(" or ", hostile.Statuses)} is right. {answer?.Body}");
            }

            if (answer is { Closes: false } && hostile.IsOneRequest)
            {
                await wire.SendAsync(Http.Post(Question.Floats.Type, Question.Floats.Body));
                await AnswerAsync(wire, Question.Floats, after: hostile.Name);
            }

            return status == 0 ? "closed" : $"{status}";
        });
    }

    private static Client Cutting(string name, byte[] bytes) => new(name, Seconds(3), async address =>
    {
        using Wire wire = await Wire.OpenAsync(address);
        await wire.SendAsync(bytes);
        await Task.Delay(Random.Shared.Next(5));
        wire.Cut();
        return "cut";
    });

    private static async Task<string> EndAsync(Uri address, byte[] bytes, params int[] statuses)
    {
        using Wire wire = await Wire.OpenAsync(address);
        await wire.SendAsync(bytes);
        wire.EndSending();
        return await RefusalAsync(wire, statuses);
    }

    /// <summary>Sends little by little; whether the server took it all.</summary>
    private static async Task<bool> TrickleAsync(Wire wire, byte[] bytes, int part, TimeSpan pause)
    {
        for (int at = 0; at < bytes.Length; at += part)
        {
            if (!await wire.SendAsync(bytes.AsMemory(at, Math.Min(part, bytes.Length - at))))
            {
                return false;
            }

            await Task.Delay(pause);
        }

        return true;
    }

    private static async Task<string> RefusalAsync(Wire wire, params int[] statuses)
    {
        WireAnswer? answer = await wire.ReadAsync();
        return !statuses.Contains(answer?.Status ?? 0)
            ? throw new ClientFaultException($"{answer?.Status} where {string.Join(" or ", statuses)} is right. {answer?.Body}")
            : answer is null ? "closed" : $"{answer.Status}";
    }

    /// <summary>Reads the right answer, or says what is wrong with it.</summary>
    public static async Task<string> AnswerAsync(Wire wire, Question question, string after = "nothing else")
    {
        WireAnswer answer = await wire.ReadAsync() ?? throw new ClientFaultException($"a good request after {after} has no answer");
        string? fault = answer.Status == 200 ? question.FaultOf(answer.Body) : $"{answer.Status} for a good request after {after}. {answer.Body}";
        return fault is null ? "200" : throw new ClientFaultException(fault);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
