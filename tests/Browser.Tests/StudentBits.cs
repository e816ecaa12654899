using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NetGen.Samples.Browser;

namespace NetGen.Browser.Tests;

/// <summary>What the sample's network computes outside a browser.</summary>
internal static class StudentBits
{
    public const int Seed = 5;
    public const int Steps = 3;

    /// <summary>Of the digits that come with the page, those that it does not train with.</summary>
    private const int TestDigits = 100;

    /// <summary>The losses of the first steps of a network, and what it then says to an upright bar.</summary>
    /// <param name="folder">The folder with the page's digits.</param>
    public static string Learn(string folder)
    {
        Dataset digits = Dataset.FromIdx(Path.Combine(folder, "images-idx3-ubyte.gz"), Path.Combine(folder, "labels-idx1-ubyte.gz"));
        var student = new Student(digits.Slice(0, digits.Count - TestDigits), Seed);
        List<double> figures = [.. Enumerable.Range(0, Steps).Select(_ => student.Step().Loss)];

        byte[] bar = [.. Enumerable.Range(0, DigitImage.Length).Select(i => (byte)(i % DigitImage.Side is > 8 and < 12 ? 255 : 0))];
        float[] digit = new float[DigitImage.Length];
        float[] probabilities = new float[10];
        DigitImage.Normalize(bar, DigitImage.Side, digit);
        student.Read(digit, probabilities);
        figures.AddRange(probabilities.Select(probability => (double)probability));
        return Text(figures);
    }

    /// <summary>Numbers so that no bit is lost.</summary>
    public static string Text(IEnumerable<double> figures) => string.Join(' ', figures.Select(figure => figure.ToString("R", CultureInfo.InvariantCulture)));

    /// <summary>The same, in a process without AVX2 and its fused multiply-add.</summary>
    public static async Task<string> LearnUnfused(string folder)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", typeof(StudentBits).Assembly.Location, folder])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["DOTNET_EnableAVX2"] = "0";
        using Process process = Process.Start(start)!;
        string figures = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync(CancellationToken.None);
        return figures.Trim();
    }
}
