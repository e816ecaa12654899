using System.Numerics.Tensors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Models;
using NetGen;

// A host with a network that it loads from a file; the log of a training; tensors of bytes.
string folder = Directory.CreateTempSubdirectory().FullName;
try
{
    string weights = Path.Combine(folder, "lines.safetensors");
    Lines.Train().Save(weights);

    HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
    builder.Services.AddNetwork<LineCnn>(weights, loaded => loaded.PredictionThreads = 1).AddBatchingPredictor<LineCnn>();
    using IHost host = builder.Build();
    await host.StartAsync();
    LineCnn network = host.Services.GetRequiredService<LineCnn>();

    ILogger logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Training");
    var trainer = new Trainer<LineCnn>(new LineCnn(seed: 2), new Adam(), Loss.SparseCategoricalCrossentropy);
    History history = await trainer.FitAsync(Lines.Make(100, seed: 4), new FitOptions { Epochs = 2, Callbacks = [new LoggerProgress(logger)] });

    byte[] lying = [.. Enumerable.Range(0, 64).Select(pixel => (byte)(pixel / 8 == 3 ? 1 : 0))];
    Tensor<float> outputs = network.Predict(Tensor.Create(lying, [1, 8, 8, 1]));
    float[] answer = await host.Services.GetRequiredService<BatchingPredictor<LineCnn>>().PredictAsync(Array.ConvertAll(lying, pixel => (float)pixel));
    await host.StopAsync();
    bool agree = outputs[0, 0] == answer[0] && history.Epochs.Count == 2;
    return agree && answer[0] > 0.5f ? Lines.Judge(network) : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
