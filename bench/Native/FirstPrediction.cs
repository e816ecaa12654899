using System;
using System.Globalization;

namespace NetGen.Bench.Native;

/// <summary>The smallest program that predicts: it loads weights from a file and prints the first probability of a blank image.</summary>
internal static class FirstPrediction
{
    /// <summary>What this program is called with to predict, with a file of weights after it.</summary>
    public const string Command = "predict";

    /// <summary>What this program is called with to write that file.</summary>
    public const string SaveCommand = "save";

    public static void Save(string path) => new Mnist(seed: 0).Save(path);

    public static void Run(string path)
    {
        var model = new Mnist();
        model.Load(path);
        Span<float> probabilities = stackalloc float[10];
        model.Predict(new float[28 * 28], probabilities);
        Console.WriteLine(probabilities[0].ToString("R", CultureInfo.InvariantCulture));
    }
}
