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
app.MapPost("/predict", (float[] image, LineCnn network) => image.Length == LineCnn.Info.InputSize
    ? Results.Ok(Lines.ClassNames.Zip(network.Predict(image)).ToDictionary(pair => pair.First, pair => pair.Second))
    : Results.Problem($"An image has {LineCnn.Info.InputSize} values; {image.Length} came.", statusCode: StatusCodes.Status400BadRequest));

app.Run();
