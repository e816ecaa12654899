using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Microsoft.ML.OnnxRuntime;
using NetGen;
using NetGen.Bench;
using NetGen.Import;
using NetGen.Tool.Importing;

// Models that others have trained, one sample at a time on one thread: imported and compiled, beside ONNX Runtime on the same file.
// Models of Keras and TensorFlow.js are written as ONNX for it. Arguments: a folder of models, and the seconds for each (default 2).
if (args is not [var folder, ..] || !Directory.Exists(folder))
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project bench/Imports -- FOLDER [SECONDS]");
    return 2;
}

double seconds = args is [_, var text] ? double.Parse(text, CultureInfo.InvariantCulture) : 2;
string[] endings = [".onnx", ".keras", ".h5", ".hdf5"];
IEnumerable<string> files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
    .Where(file => endings.Contains(Path.GetExtension(file)) || Path.GetFileName(file) == "model.json")
    .Order(StringComparer.Ordinal);
Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd}, {Machine.Processor()}, ONNX Runtime {BoundSession.LoadVersion()}.\n");
Console.WriteLine("| model | NetGen | ONNX Runtime | ratio |\n|---|---:|---:|---:|");
var ratios = new List<double>();
foreach (string file in files)
{
    string name = Path.GetRelativePath(folder, file);
    try
    {
        ImportedNetwork imported = Read(file);
        INetwork network = ImportedClass.Create(imported, "Imported", "");
        double ratio = Measure(name, file, imported, network);
        ratios.Add(ratio);
    }
    catch (Exception exception) when (exception is UnsupportedModelException or InvalidDataException)
    {
        Console.WriteLine($"| {name} | refused | | |");
    }
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nGeometric mean of {ratios.Count} ratios: {Math.Exp(ratios.Average(Math.Log)):0.00}; the smallest is {ratios.Min():0.00}."));
return 0;

// Networks that take images of any size are measured at one.
static ImportedNetwork Read(string file)
{
    try
    {
        return ModelFile.Read(file);
    }
    catch (UnsupportedModelException)
    {
        return ModelFile.Read(file, new ImportOptions { Height = 64, Width = 64 });
    }
}

double Measure(string name, string file, ImportedNetwork imported, INetwork network)
{
    network.PredictionThreads = 1;
    var random = new Random(1);
    float[] input = [.. Enumerable.Range(0, network.Info.InputSize).Select(_ => random.NextSingle())];
    float[] output = new float[network.Info.OutputSize];
    bool isOnnx = Path.GetExtension(file) == ".onnx";
    string model = isOnnx ? file : Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.onnx");
    if (!isOnnx)
    {
        network.SaveOnnx(model);
    }

    float[] theirs = isOnnx && imported.IsChannelsFirst && network.Info.InputShape is [var height, var width, var channels]
        ? ChannelsFirst(input, channels, height * width)
        : input;
    using var other = new BoundSession(options => new InferenceSession(model, options), theirs, batch: 1, network.Info.OutputSize, threads: 1);
    network.Predict(input, output);
    double largest = output.Max(value => Math.Abs((double)value));
    double difference = network.Info.OutputShape.Count == 1 ? other.Predict().Zip(output, (a, b) => Math.Abs((double)a - b)).Max() : 0;
    if (difference > 1e-4 * largest)
    {
        throw new InvalidOperationException($"{name}: the outputs differ by {difference} where the largest is {largest}.");
    }

    Timing[] times = Timing.Interleave(
        [runs => Timing.Repeat(() => network.Predict(input, output), runs), runs => Timing.Repeat(() => other.Predict(), runs)], seconds, leastBlocks: 9, Pace.BesideOthers);
    double ratio = times[1].Median / times[0].Median;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {1000 * times[0].Median:0.0} µs | {1000 * times[1].Median:0.0} µs | {ratio:0.00} |"));
    if (!isOnnx)
    {
        File.Delete(model);
    }

    return ratio;
}

static float[] ChannelsFirst(float[] values, int channels, int pixels) =>
    [.. Enumerable.Range(0, values.Length).Select(i => values[(i % pixels * channels) + (i / pixels)])];
