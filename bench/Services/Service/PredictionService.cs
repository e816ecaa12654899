using System;
using System.Buffers;
using System.IO;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace NetGen.Bench.Services;

/// <summary>
/// The service around an engine, the same for all: POST /predict takes a sample as 32-bit floats in the layout that the engine computes with, and
/// answers with the probabilities in JSON.
/// </summary>
internal static class PredictionService
{
    public static void Run(string address, Engine engine)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(["--urls", address]);
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        app.MapPost("/predict", (RequestDelegate)(context => Predict(context, engine)));
        app.Run();
    }

    private static async Task Predict(HttpContext context, Engine engine)
    {
        Place place = engine.Rent();
        await Read(context.Request.BodyReader, place.Input, context.RequestAborted);
        await place.PredictAsync(context.RequestAborted);
        Write(place);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = place.Answer.WrittenCount;
        await context.Response.BodyWriter.WriteAsync(place.Answer.WrittenMemory, context.RequestAborted);
        engine.Return(place);
    }

    private static async ValueTask Read(PipeReader reader, float[] input, CancellationToken cancellation)
    {
        int filled = 0;
        while (true)
        {
            ReadResult result = await reader.ReadAsync(cancellation);
            foreach (ReadOnlyMemory<byte> part in result.Buffer)
            {
                part.Span.CopyTo(MemoryMarshal.AsBytes(input.AsSpan())[filled..]);
                filled += part.Length;
            }

            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                break;
            }
        }

        if (filled != input.Length * sizeof(float))
        {
            throw new InvalidDataException($"A sample has {input.Length * sizeof(float)} bytes; {filled} came.");
        }
    }

    private static void Write(Place place)
    {
        place.Answer.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(place.Answer);
        writer.WriteStartArray();
        foreach (float probability in place.Output)
        {
            writer.WriteNumberValue(probability);
        }

        writer.WriteEndArray();
    }
}
