using Company.Learning_1;
using NetGen;

// The weights are trained once and kept in a file beside the program.
string weights = Path.Combine(AppContext.BaseDirectory, "lines.safetensors");
if (!File.Exists(weights))
{
    Console.WriteLine($"There is no {weights} yet: training.");
    Training.Run(new ConsoleProgress()).Save(weights);
}

// One network for all requests, which have threads of their own.
WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddNetwork<LineCnn>(weights, network => network.PredictionThreads = 1);
WebApplication app = builder.Build();

// An image is an array of numbers, row by row: POST /predict with [0.1, 0.9, ...]
app.MapPost("/predict", (float[] image, LineCnn network) =>
{
    int pixels = image.Count(value => value is >= 0 and <= 1);
    return image.Length == LineCnn.Info.InputSize && pixels == image.Length
        ? Results.Ok(Lines.ClassNames.Zip(network.Predict(image)).ToDictionary(pair => pair.First, pair => pair.Second))
        : Results.Problem(
            $"An image has {LineCnn.Info.InputSize} values from 0 to 1; {image.Length} values came, {pixels} of them from 0 to 1.",
            statusCode: StatusCodes.Status400BadRequest);
});

app.Run();
