using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using NetGen.Samples.WebApi;
using NetGen.WebApi.Tests.Support;

namespace NetGen.Bench.Soak;

/// <summary>A good request's body and the answer that it must have, to the bit.</summary>
/// <param name="Type">The media type.</param>
/// <param name="Body">The body.</param>
/// <param name="Expected">What the network says in this process, on the same vectors as in the service's.</param>
internal sealed record Question(string Type, byte[] Body, float[] Expected)
{
    private const int Photographs = 64;

    /// <summary>Photographs of clothing in all forms that the service takes, and one picture of another size.</summary>
    public static IReadOnlyList<Question> All { get; } =
        [.. Enumerable.Range(0, Photographs).SelectMany(Forms), OfPicture("image/png", Pictures.BlankPng(100))];

    /// <summary>The shortest of them.</summary>
    public static Question Floats { get; } = All[0];

    /// <summary>What is wrong with an answer's body; null where nothing is.</summary>
    public string? FaultOf(string answer)
    {
        JsonElement body;
        try
        {
            body = JsonDocument.Parse(answer).RootElement;
        }
        catch (JsonException)
        {
            return $"an answer that is no JSON: {answer}";
        }

        string expectedClass = ClothingCnn.ClassNames[Array.IndexOf(Expected, Expected.Max())];
        bool isRight = body.TryGetProperty("class", out JsonElement name) && name.GetString() == expectedClass
            && body.TryGetProperty("probabilities", out JsonElement probabilities)
            && probabilities.EnumerateObject().Select(value => value.Name).SequenceEqual(ClothingCnn.ClassNames)
            && probabilities.EnumerateObject().Select(value => value.Value.GetSingle()).SequenceEqual(Expected);
        return isRight ? null : $"a wrong answer to {Type}: {answer} where {string.Join(", ", Expected)} is right";
    }

    private static IEnumerable<Question> Forms(int photograph)
    {
        float[] pixels = Pictures.Pixels(photograph);
        float[] expected = Pictures.Expected(photograph);
        yield return new("application/octet-stream", Pictures.Floats(pixels), expected);
        yield return new("application/json", Json(pixels), expected);
        yield return new("image/png", Pictures.Png(pixels), expected);
        yield return new("image/bmp", Pictures.Bmp(pixels), expected);
        yield return OfPicture("image/jpeg", Pictures.Jpeg(pixels));
    }

    private static byte[] Json(float[] pixels) =>
        System.Text.Encoding.UTF8.GetBytes($"{{\"pixels\": [{string.Join(", ", pixels.Select(pixel => pixel.ToString(CultureInfo.InvariantCulture)))}]}}");

    private static Question OfPicture(string type, byte[] file)
    {
        RasterImage image = RasterImage.Decode(file, ImageColor.Grayscale).CropToAspectRatio(Pictures.Side, Pictures.Side).Resize(Pictures.Side, Pictures.Side);
        float[] pixels = [.. image.Pixels.ToArray().Select(pixel => (float)pixel)];
        return new(type, file, Pictures.Expected(pixels));
    }
}
