using System;
using System.Buffers;
using System.IO;
using System.IO.Pipelines;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace NetGen.Samples.WebApi.Bodies;

/// <summary>Turns a whole body into a network's input.</summary>
/// <param name="body">The body's bytes.</param>
/// <param name="input">Receives the values.</param>
/// <exception cref="BadBodyException">The body is not what its type says.</exception>
internal delegate void BodyParser(ReadOnlySequence<byte> body, Span<float> input);

/// <summary>Waits for all of a body, which the server keeps from becoming too large, and has it parsed where it lies.</summary>
internal static class BodyReader
{
    /// <summary>Reads and parses.</summary>
    /// <exception cref="BadBodyException">The body is not what its type says.</exception>
    /// <exception cref="BadHttpRequestException">The body ends before its time, is too large or too slow, or its chunks are none.</exception>
    /// <exception cref="OperationCanceledException">The client has gone.</exception>
    public static async ValueTask ReadAsync(HttpRequest request, BodyParser parser, Memory<float> input, CancellationToken cancellation)
    {
        ReadOnlySequence<byte> body = await ReadAllAsync(request, cancellation);
        try
        {
            parser(body, input.Span);
        }
        finally
        {
            request.BodyReader.AdvanceTo(body.End);
        }
    }

    private static async ValueTask<ReadOnlySequence<byte>> ReadAllAsync(HttpRequest request, CancellationToken cancellation)
    {
        PipeReader reader = request.BodyReader;
        try
        {
            ReadResult result = await reader.ReadAsync(cancellation);
            while (!result.IsCompleted)
            {
                reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                result = await reader.ReadAsync(cancellation);
            }

            return result.Buffer;
        }
        catch (ConnectionResetException gone)
        {
            // The server has not noticed yet that there is nobody to drain the body of.
            request.HttpContext.Abort();
            throw new OperationCanceledException("The client broke the connection off.", gone);
        }
        catch (IOException broken) when (broken is not BadHttpRequestException)
        {
            // A chunk whose length is no number, for instance.
            throw new BadHttpRequestException(broken.Message, broken);
        }
    }
}
