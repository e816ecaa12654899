using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices.JavaScript;

namespace NetGen.Samples.Browser;

/// <summary>What wwwroot/worker.js calls: one student, its digits, and the digit that is on the page.</summary>
internal static partial class Classroom
{
    /// <summary>Of the digits that come with the page, those that only test.</summary>
    private const int TestDigits = 100;

    private static readonly float[] Digit = new float[DigitImage.Length];
    private static readonly float[] Probabilities = new float[10];
    private static byte[] _pretrained = [];
    private static Dataset _train = null!;
    private static Dataset _test = null!;
    private static Student _student = null!;

    /// <summary>Takes what the page has downloaded.</summary>
    /// <param name="weights">Safetensors.</param>
    /// <param name="images">IDX.</param>
    /// <param name="labels">IDX.</param>
    [JSExport]
    internal static void Open(byte[] weights, byte[] images, byte[] labels)
    {
        Dataset digits = Dataset.FromIdx(new MemoryStream(images), new MemoryStream(labels));
        _train = digits.Slice(0, digits.Count - TestDigits);
        _test = digits.Slice(_train.Count, TestDigits);
        _pretrained = weights;
        Restore();
    }

    /// <summary>Goes back to the student that has learnt from all of MNIST.</summary>
    [JSExport]
    internal static void Restore() => _student = new Student(_train, seed: 0, _pretrained);

    /// <summary>Begins with random weights.</summary>
    [JSExport]
    internal static void Begin(int seed) => _student = new Student(_train, seed);

    /// <summary>Takes a picture and gives the digit of 28 x 28 pixels that the network sees.</summary>
    /// <param name="brightness">A byte a pixel.</param>
    /// <param name="width">Pixels across.</param>
    [JSExport]
    internal static byte[] Show(byte[] brightness, int width)
    {
        DigitImage.Normalize(brightness, width, Digit);
        return Array.ConvertAll(Digit, value => (byte)value);
    }

    /// <summary>The probability of each digit, and the milliseconds that it took to find out.</summary>
    [JSExport]
    internal static double[] Answer()
    {
        long start = Stopwatch.GetTimestamp();
        _student.Read(Digit, Probabilities);
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return [.. Array.ConvertAll(Probabilities, probability => (double)probability), milliseconds];
    }

    /// <summary>What a layer puts out for the digit, channel by channel, as bright as the layer's largest value allows.</summary>
    [JSExport]
    internal static byte[] FeatureMaps(string layer, int channels)
    {
        float[] values = _student.LayerOutput(layer, Digit);
        int pixels = values.Length / channels;
        float largest = 1e-6f;
        foreach (float value in values)
        {
            largest = Math.Max(largest, value);
        }

        byte[] maps = new byte[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            maps[(i % channels * pixels) + (i / channels)] = (byte)(255 * Math.Max(values[i], 0) / largest);
        }

        return maps;
    }

    /// <summary>Remembers the digit on the page and what its writer says it is.</summary>
    [JSExport]
    internal static void Teach(int label) => _student.Teach(Digit, label);

    /// <summary>One training step of 32 digits: its loss, its accuracy and its milliseconds.</summary>
    [JSExport]
    internal static double[] Step()
    {
        long start = Stopwatch.GetTimestamp();
        (double loss, double accuracy) = _student.Step();
        return [loss, accuracy, Stopwatch.GetElapsedTime(start).TotalMilliseconds];
    }

    /// <summary>The share of the digits that the page does not train with which the student reads.</summary>
    [JSExport]
    internal static double Test() => _student.Test(_test);

    /// <summary>The weights as safetensors, to be kept.</summary>
    [JSExport]
    internal static byte[] Save() => _student.Save();
}
