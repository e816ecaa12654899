using System;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using NetGen.Samples.WebApi;
using Xunit;

namespace NetGen.WebApi.Tests.Support;

/// <summary>What the service answered with 200.</summary>
internal sealed record Answer(string Class, float[] Probabilities);

/// <summary>Requests as clients make them.</summary>
internal static class Requests
{
    public const string FloatType = "application/octet-stream";
    public const string JsonType = "application/json";

    public static Task<HttpResponseMessage> PostAsync(this HttpClient client, byte[] body, string? type, CancellationToken cancellation = default)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        return client.PostAsync(new Uri("/predict", UriKind.Relative), content, cancellation);
    }

    public static Task<HttpResponseMessage> PostAsync(this HttpClient client, string body, string? type) =>
        client.PostAsync(System.Text.Encoding.UTF8.GetBytes(body), type);

    public static string Json(float[] pixels) => $"{{\"pixels\": [{string.Join(", ", pixels.Select(pixel => pixel.ToString(CultureInfo.InvariantCulture)))}]}}";

    /// <summary>The answer, which must be one.</summary>
    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{(int)response.StatusCode}: {text}");
        return Parse(text);
    }

    public static Answer Parse(string text)
    {
        JsonElement body = JsonDocument.Parse(text).RootElement;
        JsonProperty[] probabilities = [.. body.GetProperty("probabilities").EnumerateObject()];
        Assert.Equal(ClothingCnn.ClassNames, probabilities.Select(probability => probability.Name));
        return new Answer(body.GetProperty("class").GetString()!, [.. probabilities.Select(probability => probability.Value.GetSingle())]);
    }

    /// <summary>The problem's detail; the status is the one that is expected.</summary>
    public static async Task<string> ProblemAsync(HttpResponseMessage response, int status)
    {
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        JsonElement problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        return problem.TryGetProperty("detail", out JsonElement detail) ? detail.GetString()! : "";
    }
}
