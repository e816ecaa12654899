using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using NetGen.Tool.Assemblies;
using NetGen.Tool.Tests.Support;
using Xunit;

namespace NetGen.Tool.Tests.Commands;

public sealed class PredictCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly INetwork _digits = AssemblyNetworks.Load(Built.Networks).One("Digits").Create();

    public PredictCommandTests()
    {
        // Weights that a fresh network has not: the file's are used.
        _digits.Parameters.Initialize(seed: 5);
        _digits.Save("digits.safetensors");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_classes_of_an_image_are_those_that_the_network_predicts()
    {
        BmpFile.Write("a.bmp", 12, 12, (y, x) => 20 * y + x);
        float[] expected = _digits.Predict(RasterImage.Load("a.bmp", ImageColor.Grayscale).ToInput());
        var run = CommandRun.Of("predict", Built.Networks, "-n", "Digits", "--weights", "digits.safetensors", "--json", "--top", "10", "a.bmp");
        Assert.Equal((0, ""), (run.Code, run.Error));
        JsonElement image = JsonDocument.Parse(run.Output).RootElement.EnumerateArray().Single();
        Assert.Equal("a.bmp", image.GetProperty("image").GetString());
        var classes = image.GetProperty("classes").EnumerateArray()
            .Select(element => (Class: element.GetProperty("class").GetInt32(), Probability: element.GetProperty("probability").GetSingle())).ToArray();
        Assert.Equal(Enumerable.Range(0, 10).OrderByDescending(i => expected[i]), classes.Select(ranked => ranked.Class));
        Assert.All(classes, ranked => Assert.Equal(expected[ranked.Class], ranked.Probability));
    }

    [Fact]
    public void People_get_a_table_and_are_told_what_was_done_to_the_image()
    {
        BmpFile.Write("wide.bmp", 20, 40, (y, x) => 6 * x);
        File.WriteAllLines("names.txt", Enumerable.Range(0, 10).Select(i => $"digit {i}"));
        var run = CommandRun.Of("predict", Built.Networks, "-n", "Digits", "-w", "digits.safetensors", "--labels", "names.txt", "--top", "3", "wide.bmp");
        Assert.Equal((0, ""), (run.Code, run.Error));
        string[] lines = run.Output.TrimEnd('\n').Split('\n');
        Assert.Equal("wide.bmp: 40x20, read as grey; resized to 12x12 (its proportions change: --crop keeps them); values from 0 to 255", lines[0]);
        float[] outputs = _digits.Predict(RasterImage.Load("wide.bmp", ImageColor.Grayscale).Resize(12, 12).ToInput());
        int best = Array.IndexOf(outputs, outputs.Max());
        string[] cells = lines[4].Split('│', StringSplitOptions.TrimEntries);
        Assert.Equal([$"digit {best}", FormattableString.Invariant($"{outputs[best]:P1}")], cells[1..3]);
        Assert.Equal((int)Math.Round(outputs[best] * 24), cells[3].Count(cell => cell == '█'));
        Assert.Equal(3, lines.Skip(4).Count(line => line.StartsWith('│')));
    }

    [Fact]
    public void Cropping_keeps_the_proportions()
    {
        BmpFile.Write("wide.bmp", 20, 40, (y, x) => 6 * x);
        float[] expected = _digits.Predict(RasterImage.Load("wide.bmp", ImageColor.Grayscale).CropToAspectRatio(12, 12).Resize(12, 12).ToInput());
        var run = CommandRun.Of("predict", Built.Networks, "-n", "Digits", "-w", "digits.safetensors", "--crop", "--json", "--top", "1", "wide.bmp");
        JsonElement image = JsonDocument.Parse(run.Output).RootElement[0];
        Assert.Equal(["40x20, read as grey", "cropped to 20x20", "resized to 12x12", "values from 0 to 255"], image.GetProperty("steps").EnumerateArray().Select(step => step.GetString()));
        Assert.Equal(expected.Max(), image.GetProperty("classes")[0].GetProperty("probability").GetSingle());
    }

    /// <summary>A scale of 2 and an offset of -1 take pixels from 0 to 1 and give values from -1 to 1.</summary>
    [Theory]
    [InlineData("Rescaling(1 / 127.5, -1)", "values from 0 to 255")]
    [InlineData("Rescaling(2, -1)", "values from 0 to 1")]
    [InlineData("Normalization", "values from 0 to 255")]
    [InlineData("Dropout(0.5)", "values from 0 to 1")]
    public void What_the_network_does_to_pixels_decides_how_they_go_in(string layer, string step)
    {
        SourceAssembly.Write("Net.dll", $"using NetGen; [Network(4, 4, 1), {layer}, Flatten, Dense(2, Activation = Activation.Softmax)] public partial class Net;");
        AssemblyNetworks.Load("Net.dll").One(null).Create().Save("net.safetensors");
        BmpFile.Write("a.bmp", 4, 4, (y, x) => (20 * y) + x);
        var run = CommandRun.Of("predict", "Net.dll", "-w", "net.safetensors", "--json", "a.bmp");
        JsonElement image = JsonDocument.Parse(run.Output).RootElement[0];
        Assert.Equal(step, image.GetProperty("steps").EnumerateArray().Last().GetString());
    }

    [Theory]
    [InlineData(null, "values from 0 to 1", 1 / 255f)]
    [InlineData("1", "values from 0 to 255", 1f)]
    [InlineData("0.5", "values from 0 to 255, times 0.5", 0.5f)]
    public void A_network_that_does_not_rescale_gets_values_from_0_to_1_unless_a_factor_is_given(string? scale, string words, float factor)
    {
        INetwork colours = AssemblyNetworks.Load(Built.Networks).One("Colours").Create();
        colours.Save("colours.safetensors");
        BmpFile.Write("c.bmp", 8, 6, (y, x) => (30 * y) + (5 * x));
        string[] options = scale is null ? [] : ["--scale", scale];
        var run = CommandRun.Of(["predict", Built.Networks, "-n", "Colours", "-w", "colours.safetensors", "--json", "c.bmp", .. options]);
        float yes = colours.Predict(RasterImage.Load("c.bmp").ToInput(factor))[0];
        JsonElement image = JsonDocument.Parse(run.Output).RootElement[0];
        Assert.Equal(["6x8, read in colour", words], image.GetProperty("steps").EnumerateArray().Select(step => step.GetString()));

        // A single sigmoid says no or yes.
        float[] probabilities = [1 - yes, yes];
        JsonElement[] classes = [.. image.GetProperty("classes").EnumerateArray()];
        Assert.Equal(2, classes.Length);
        Assert.All(classes, ranked => Assert.Equal(probabilities[ranked.GetProperty("class").GetInt32()], ranked.GetProperty("probability").GetSingle()));
    }

    [Fact]
    public void One_broken_image_is_said_and_the_others_are_predicted()
    {
        BmpFile.Write("a.bmp", 12, 12, (y, x) => x);
        File.WriteAllText("b.png", "no image");
        var run = CommandRun.Of("predict", Built.Networks, "-n", "Digits", "-w", "digits.safetensors", "--json", "b.png", "nowhere.png", "a.bmp");
        Assert.Equal(1, run.Code);
        Assert.Equal("a.bmp", JsonDocument.Parse(run.Output).RootElement.EnumerateArray().Single().GetProperty("image").GetString());
        string[] errors = run.Error.TrimEnd('\n').Split('\n');
        Assert.Equal(2, errors.Length);
        Assert.StartsWith("netgen: error: b.png: ", errors[0], StringComparison.Ordinal);
        Assert.Contains("nowhere.png", errors[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_another_network_are_refused()
    {
        BmpFile.Write("a.bmp", 8, 6, (y, x) => x);
        var run = CommandRun.Of("predict", Built.Networks, "-n", "Colours", "-w", "digits.safetensors", "a.bmp");
        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.StartsWith("netgen: error: digits.safetensors does not belong to this network. It lacks rows/kernel.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Flowers", "netgen: error: Flowers takes vectors of 4 values, and images are no such thing.\n")]
    [InlineData("Deep", "netgen: error: Deep takes images of shape (4, 4, 2); files have 1 channel as grey or 3 in colour.\n")]
    [InlineData("Masks", "netgen: error: Masks puts out (4, 4, 1), an image: it has no classes to list.\n")]
    public void Networks_that_take_no_images_or_know_no_classes_are_refused(string network, string error)
    {
        SourceAssembly.Write(
            "Odd.dll",
            """
            using NetGen;
            [Network(4), Dense(3)] partial class Flowers;
            [Network(4, 4, 2), Flatten, Dense(2)] partial class Deep;
            [Network(4, 4, 1), Conv2D(1, 3, Padding = Padding.Same)] partial class Masks;
            """);
        var run = CommandRun.Of("predict", "Odd.dll", "-n", network, "-w", "digits.safetensors", "a.bmp");
        Assert.Equal((1, error), (run.Code, run.Error));
    }

    [Fact]
    public void Outputs_that_are_no_numbers_are_refused()
    {
        BmpFile.Write("a.bmp", 12, 12, (y, x) => x);
        _digits.Parameters["dense_1/bias"].Set(Enumerable.Repeat(float.NaN, 10).ToArray());
        _digits.Save("broken.safetensors");
        var run = CommandRun.Of("predict", Built.Networks, "-n", "Digits", "-w", "broken.safetensors", "a.bmp");
        Assert.Equal((1, "netgen: error: Digits puts out NaN: its weights hold what is no number.\n"), (run.Code, run.Error));
    }

    [Fact]
    public void Weights_that_are_a_part_of_the_assembly_need_no_file()
    {
        // What [Weights] makes of a class, without the file that it would take.
        SourceAssembly.Write(
            "App.dll",
            """
            using NetGen;
            [Network(4, 4, 1), Flatten, Dense(2, Activation = Activation.Softmax)]
            public partial class Net
            {
                public static Net Pretrained()
                {
                    var network = new Net();
                    network.Parameters["dense/bias"].Set(new float[] { -20, 20 });
                    return network;
                }
            }
            """);
        BmpFile.Write("a.bmp", 4, 4, (_, _) => 0);
        var run = CommandRun.Of("predict", "App.dll", "--top", "1", "--json", "a.bmp");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(1, JsonDocument.Parse(run.Output).RootElement[0].GetProperty("classes")[0].GetProperty("class").GetInt32());
    }

    [Fact]
    public void Weights_and_images_must_be_given()
    {
        Assert.Equal(
            (1, "netgen: error: Shop.Models.Digits has no weights in its assembly: give a file with --weights.\n"),
            (CommandRun.Of("predict", Built.Networks, "-n", "Digits", "a.bmp").Code, CommandRun.Of("predict", Built.Networks, "-n", "Digits", "a.bmp").Error));
        Assert.Equal(2, CommandRun.Of("predict", Built.Networks, "-w", "digits.safetensors").Code);
        var run = CommandRun.Of("predict", Built.Networks, "-w", "digits.safetensors", "--scale", "0,5", "a.bmp");
        Assert.Equal((2, "netgen: error: --scale takes a number above 0; '0,5' was given.\n'netgen predict --help' tells what it takes.\n"), (run.Code, run.Error));
    }
}
