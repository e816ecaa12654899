using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace NetGen.Samples.WebApi.Bodies;

/// <summary>The kinds of bodies that the service takes, by media type.</summary>
/// <param name="info">The network whose input they become.</param>
/// <param name="maxPixels">Pixels that an image may have.</param>
internal sealed class BodyParsers(NetworkInfo info, int maxPixels)
{
    private const float LargestPixel = 255;

    /// <summary>What is taken.</summary>
    public static IReadOnlyList<string> MediaTypes { get; } = ["image/png", "image/jpeg", "image/bmp", "application/json", "application/octet-stream"];

    private readonly int _height = info.InputShape[0];
    private readonly int _width = info.InputShape[1];

    /// <summary>The parser for a Content-Type; null where there is none.</summary>
    public BodyParser? Find(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type))
        {
            return null;
        }

        return type.MediaType.Value?.ToLowerInvariant() switch
        {
            "image/png" or "image/jpeg" or "image/bmp" => ParseImage,
            "application/json" => ParseJson,
            "application/octet-stream" => ParseFloats,
            _ => null,
        };
    }

    /// <summary>A picture of any size, in colour or grey: the middle of it, shrunk or enlarged.</summary>
    private void ParseImage(ReadOnlySequence<byte> body, Span<float> input)
    {
        RasterImage image;
        try
        {
            image = RasterImage.Decode(body.ToArray(), ImageColor.Grayscale, maxPixels);
        }
        catch (InvalidDataException broken)
        {
            throw new BadBodyException($"The body should be a PNG, JPEG or BMP image of at most {maxPixels} pixels. {broken.Message}", broken);
        }

        ReadOnlySpan<byte> pixels = image.CropToAspectRatio(_height, _width).Resize(_height, _width).Pixels;
        for (int i = 0; i < pixels.Length; i++)
        {
            input[i] = pixels[i];
        }
    }

    /// <summary>{"pixels": [...]}.</summary>
    private void ParseJson(ReadOnlySequence<byte> body, Span<float> input)
    {
        float[]? pixels;
        try
        {
            var reader = new Utf8JsonReader(body);
            pixels = JsonSerializer.Deserialize(ref reader, MessageContext.Default.PredictRequest)?.Pixels;
            if (reader.Read())
            {
                throw new JsonException("More follows behind it.");
            }
        }
        catch (JsonException broken)
        {
            throw new BadBodyException($"The body should be {ExpectedJson}. {broken.Message}", broken);
        }

        if (pixels is null || pixels.Length != input.Length)
        {
            throw new BadBodyException($"The body should be {ExpectedJson}; {(pixels is null ? "no pixels" : $"{pixels.Length} pixels")} came.");
        }

        pixels.CopyTo(input);
        CheckValues(input);
    }

    /// <summary>The network's input itself, 32-bit floats, the lowest byte first.</summary>
    private void ParseFloats(ReadOnlySequence<byte> body, Span<float> input)
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(input);
        if (body.Length != bytes.Length)
        {
            throw new BadBodyException($"The body should be {input.Length} 32-bit floats, {bytes.Length} bytes; {body.Length} bytes came.");
        }

        body.CopyTo(bytes);
        CheckValues(input);
    }

    private string ExpectedJson => $"{{\"pixels\": [...]}} with {info.InputSize} numbers from 0 to {LargestPixel}, row by row";

    private static void CheckValues(ReadOnlySpan<float> input)
    {
        for (int i = 0; i < input.Length; i++)
        {
            // NaN is not in the range either.
            if (!(input[i] is >= 0 and <= LargestPixel))
            {
                throw new BadBodyException(FormattableString.Invariant($"Pixels go from 0 to {LargestPixel}; pixel {i} is {input[i]}."));
            }
        }
    }
}
