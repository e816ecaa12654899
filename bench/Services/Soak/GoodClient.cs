using System;
using System.Diagnostics;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;

namespace NetGen.Bench.Soak;

/// <summary>A client that behaves: it keeps its connection, asks at a steady rate, and turns elsewhere when the service says that it is leaving.</summary>
/// <param name="number">Where it begins among all questions.</param>
/// <param name="period">From one request to the next.</param>
internal sealed class GoodClient(int number, TimeSpan period)
{
    private const string Name = "good";

    /// <summary>Asks everything once, without taking the time: what the first requests wait for is the JIT.</summary>
    public static async Task WarmUpAsync(HttpClient http, Ledger ledger)
    {
        foreach (Question question in Question.All)
        {
            await AskAsync(http, question, ledger);
        }
    }

    /// <summary>Asks until the service closes the connection, and counts what should not be.</summary>
    /// <param name="http">Its connection.</param>
    /// <param name="ledger">Receives times and faults.</param>
    /// <param name="terminated">Whether the service has been told to end, so that it may say that it is leaving.</param>
    public async Task RunAsync(HttpClient http, Ledger ledger, CancellationToken terminated)
    {
        long due = Stopwatch.GetTimestamp();
        bool isLeaving = false;
        for (int i = number; !isLeaving; i++)
        {
            due += (long)(period.TotalSeconds * Stopwatch.Frequency);
            TimeSpan early = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (early > TimeSpan.Zero)
            {
                await Task.Delay(early, CancellationToken.None);
            }

            // Where the answer before came late, this request is late too, and that counts; what the timer oversleeps does not.
            long began = early > TimeSpan.Zero ? Stopwatch.GetTimestamp() : due;
            try
            {
                isLeaving = await AskAsync(http, Question.All[i % Question.All.Count], ledger);
                ledger.AddAnswer(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                if (isLeaving && !terminated.IsCancellationRequested)
                {
                    ledger.AddFault(Name, "the service closes the connection without having been told to end");
                    isLeaving = false;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
            {
                ledger.AddFault(Name, $"no answer: {exception.Message}");
                isLeaving = terminated.IsCancellationRequested;
            }
        }
    }

    private static async Task<bool> AskAsync(HttpClient http, Question question, Ledger ledger)
    {
        var content = new ByteArrayContent(question.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue(question.Type);
        using HttpResponseMessage response = await http.PostAsync(new Uri("/predict", UriKind.Relative), content, CancellationToken.None);
        string body = await response.Content.ReadAsStringAsync(CancellationToken.None);
        string? fault = (int)response.StatusCode == 200 ? question.FaultOf(body) : $"{(int)response.StatusCode} for a good request. {body}";
        if (fault is not null)
        {
            ledger.AddFault(Name, fault);
        }

        return response.Headers.ConnectionClose == true;
    }
}
