using System;
using System.Globalization;
using System.IO;
using System.Runtime.Intrinsics;

namespace NetGen.Samples.AotPredict;

/// <summary>
/// Predicts one image as a small native program: no runtime to install, no native library beside it.
/// With --save FILE it writes the network's weights, with --weights FILE it predicts with those in a file.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case []:
                Predict(new Mnist(seed: 7));
                return 0;
            case ["--save", string path]:
                new Mnist(seed: 7).Save(path);
                return 0;
            case ["--weights", string path]:
                return PredictWith(path);
            default:
                Console.Error.WriteLine("usage: AotPredict [--save FILE | --weights FILE]");
                return 2;
        }
    }

    private static int PredictWith(string path)
    {
        var model = new Mnist();
        try
        {
            model.Load(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Console.Error.WriteLine($"The weights could not be loaded: {exception.Message}");
            return 1;
        }

        Predict(model);
        return 0;
    }

    private static void Predict(Mnist model)
    {
        Span<float> probabilities = stackalloc float[10];
        model.Predict(Ring(), probabilities);

        // The bits are printed too: a native and a managed program of one vector width agree in every one.
        for (int digit = 0; digit < probabilities.Length; digit++)
        {
            float probability = probabilities[digit];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{digit}: {probability:F6} 0x{BitConverter.SingleToUInt32Bits(probability):X8}"));
        }

        int bits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Computed on {bits}-bit vectors."));
    }

    /// <summary>A drawing of a zero, so that the sample needs no file.</summary>
    private static float[] Ring()
    {
        float[] image = new float[28 * 28];
        for (int y = 0; y < 28; y++)
        {
            for (int x = 0; x < 28; x++)
            {
                double distance = Math.Sqrt(((y - 13.5) * (y - 13.5)) + ((x - 13.5) * (x - 13.5) * 2));
                image[(y * 28) + x] = (float)Math.Clamp(1.5 - (Math.Abs(distance - 9) / 2), 0, 1);
            }
        }

        return image;
    }
}
