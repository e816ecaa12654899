using System;
using System.Buffers;
using System.IO.Pipelines;
using System.Threading;
using System.Threading.Tasks;
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
    public static async ValueTask ReadAsync(HttpRequest request, BodyParser parser, Memory<float> input, CancellationToken cancellation)
    {
        PipeReader reader = request.BodyReader;
        ReadResult result = await reader.ReadAsync(cancellation);
        while (!result.IsCompleted)
        {
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            result = await reader.ReadAsync(cancellation);
        }

        try
        {
            parser(result.Buffer, input.Span);
        }
        finally
        {
            reader.AdvanceTo(result.Buffer.End);
        }
    }
}
