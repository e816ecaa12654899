using System;
using System.Globalization;
using System.IO;
using System.Runtime.Intrinsics;

namespace NetGen.Samples.AotPredict;

/// <summary>
/// Says what an image shows as a small native program: no runtime to install, no native library and no file of weights beside it.
/// With --weights FILE it takes the weights of a file instead, with --save FILE it writes its own to one.
/// </summary>
internal static class Program
{
    private static readonly string[] ClassNames = ["T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Boot"];

    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case []:
                Predict(Clothing.Pretrained());
                return 0;
            case ["--save", string path]:
                Clothing.Pretrained().Save(path);
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
        var model = new Clothing();
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

    private static void Predict(Clothing model)
    {
        Span<float> probabilities = stackalloc float[10];
        model.Predict(Trousers(), probabilities);

        // The bits are printed too: a native and a managed program of one vector width agree in every one.
        for (int i = 0; i < probabilities.Length; i++)
        {
            float probability = probabilities[i];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{ClassNames[i],-8} {probability:F6} 0x{BitConverter.SingleToUInt32Bits(probability):X8}"));
        }

        int bits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Computed on {bits}-bit vectors."));
    }

    /// <summary>A drawing of trousers, so that the sample needs no file: a waist, and two legs from there to the ground.</summary>
    private static float[] Trousers()
    {
        float[] image = new float[28 * 28];
        for (int y = 1; y < 27; y++)
        {
            for (int x = 8; x < 20; x++)
            {
                bool isGap = y > 7 && x is (13 or 14);
                image[(y * 28) + x] = isGap ? 0 : 200;
            }
        }

        return image;
    }
}
