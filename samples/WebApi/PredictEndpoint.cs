using System;
using System.Buffers;
using System.Collections.Generic;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using NetGen.Samples.WebApi.Bodies;

namespace NetGen.Samples.WebApi;

/// <summary>POST /predict: an image in, the probabilities of its classes out.</summary>
internal sealed class PredictEndpoint(BatchingPredictor<ClothingCnn> predictor, BodyParsers parsers)
{
    private const string SecondsToWait = "1";

    public async Task Handle(HttpContext context)
    {
        if (parsers.Find(context.Request.ContentType) is not { } parser)
        {
            string types = string.Join(", ", BodyParsers.MediaTypes);
            context.Response.Headers["Accept-Post"] = types;
            string came = context.Request.ContentType is { } type ? $"'{type}'" : "a body without a type";
            await Refuse(context, StatusCodes.Status415UnsupportedMediaType, $"The body should be one of {types}; {came} came.");
            return;
        }

        float[] input = ArrayPool<float>.Shared.Rent(ClothingCnn.Info.InputSize);
        float[] output = ArrayPool<float>.Shared.Rent(ClothingCnn.Info.OutputSize);
        try
        {
            await Predict(context, parser, input.AsMemory(0, ClothingCnn.Info.InputSize), output.AsMemory(0, ClothingCnn.Info.OutputSize));
        }
        catch (OperationCanceledException)
        {
            // The client has gone, and with it its place in the queue, or the host has no more time for it. Nobody is left to be told.
        }
        finally
        {
            ArrayPool<float>.Shared.Return(input);
            ArrayPool<float>.Shared.Return(output);
        }
    }

    private async Task Predict(HttpContext context, BodyParser parser, Memory<float> input, Memory<float> output)
    {
        try
        {
            await BodyReader.ReadAsync(context.Request, parser, input, context.RequestAborted);
            if (!predictor.TryPredictAsync(input, output, out ValueTask prediction, context.RequestAborted))
            {
                context.Response.Headers.RetryAfter = SecondsToWait;
                await Refuse(context, StatusCodes.Status429TooManyRequests, "As many requests wait already as may. Try again later.");
                return;
            }

            await prediction;
            await context.Response.WriteAsJsonAsync(ResponseOf(output.Span), MessageContext.Default.PredictResponse, cancellationToken: context.RequestAborted);
        }
        catch (BadBodyException bad)
        {
            await Refuse(context, StatusCodes.Status400BadRequest, bad.Message);
        }
        catch (BadHttpRequestException bad)
        {
            // What the server itself finds wrong with a body while it is read: too large, above all. The rest of it stays unread, and so nothing can follow.
            context.Response.Headers.Connection = "close";
            await Refuse(context, bad.StatusCode, bad.Message);
        }
    }

    private static PredictResponse ResponseOf(ReadOnlySpan<float> output)
    {
        var probabilities = new Dictionary<string, float>(output.Length);
        int best = 0;
        for (int i = 0; i < output.Length; i++)
        {
            probabilities.Add(ClothingCnn.ClassNames[i], output[i]);
            best = output[i] > output[best] ? i : best;
        }

        return new PredictResponse(ClothingCnn.ClassNames[best], probabilities);
    }

    private static Task Refuse(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        var problem = new ProblemDetails { Status = status, Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status), Detail = detail };
        return context.Response.WriteAsJsonAsync(problem, MessageContext.Default.ProblemDetails, "application/problem+json", context.RequestAborted);
    }
}
