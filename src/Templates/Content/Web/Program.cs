using Company.Learning_1;
using NetGen;

// The weights are trained once and kept in a file.
const string Weights = "lines.safetensors";
if (!File.Exists(Weights))
{
    Console.WriteLine($"There is no {Weights} yet: training.");
    Training.Run(new ConsoleProgress()).Save(Weights);
}

var network = new LineCnn();
network.Load(Weights);

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton(network);
WebApplication app = builder.Build();

// An image is an array of numbers, row by row: POST /predict with [0.1, 0.9, ...]
app.MapPost("/predict", (float[] image, LineCnn network) => image.Length == LineCnn.Info.InputSize
    ? Results.Ok(Lines.ClassNames.Zip(network.Predict(image)).ToDictionary(pair => pair.First, pair => pair.Second))
    : Results.Problem($"An image has {LineCnn.Info.InputSize} values; {image.Length} came.", statusCode: StatusCodes.Status400BadRequest));

app.Run();
