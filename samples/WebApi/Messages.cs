using System.Collections.Generic;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace NetGen.Samples.WebApi;

/// <summary>The body of a request in JSON.</summary>
/// <param name="Pixels">The image row by row, values from 0 to 255.</param>
internal sealed record PredictRequest(float[]? Pixels);

/// <summary>The answer.</summary>
/// <param name="Class">The most probable class.</param>
/// <param name="Probabilities">The probability of each class.</param>
internal sealed record PredictResponse(string Class, IReadOnlyDictionary<string, float> Probabilities);

/// <summary>What a probe is told.</summary>
/// <param name="Status">"healthy", "ready" or "stopping".</param>
/// <param name="Waiting">Number of requests that wait to be predicted.</param>
internal sealed record ServiceStatus(string Status, int Waiting);

/// <summary>How they are written and read, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PredictRequest))]
[JsonSerializable(typeof(PredictResponse))]
[JsonSerializable(typeof(ServiceStatus))]
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class MessageContext : JsonSerializerContext;
