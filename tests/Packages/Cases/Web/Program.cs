using System.Net.Http.Json;
using Models;
using NetGen;

// A service that asks itself: some requests at once must have the answers that the network gives alone.
WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddSingleton(Lines.Train());
await using WebApplication app = builder.Build();
app.MapPost("/predict", (float[] image, LineCnn network) => network.Predict(image));
await app.StartAsync();

Dataset lines = Lines.Make(20, seed: 3);
using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
bool[] agree = await Task.WhenAll(Enumerable.Range(0, lines.Count).Select(async index =>
{
    float[] image = new float[64];
    lines.ReadInput(index, image);
    using HttpResponseMessage response = await client.PostAsJsonAsync("/predict", image);
    float[]? answer = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<float[]>();
    return answer!.SequenceEqual(app.Services.GetRequiredService<LineCnn>().Predict(image));
}));

Console.WriteLine($"{agree.Count(answer => answer)} of {lines.Count} answers are the network's.");
return agree.All(answer => answer) ? 0 : 1;
