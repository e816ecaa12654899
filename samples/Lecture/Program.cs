using System;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using NetGen.Reporting;
using NetGen.Samples.Lecture.Scenes;

namespace NetGen.Samples.Lecture;

/// <summary>Runs the scenes of the lecture "The building blocks of deep learning models" and writes what they show into one page.</summary>
internal static class Program
{
    private static readonly Scene[] Scenes =
    [
        new ImageScene(), new ConvolutionScene(), new PoolingScene(), new FlattenScene(), new TypicalCnnScene(),
        new FeatureScene(), new OverfittingScene(), new ExponentialAverageScene(), new OptimizerScene(), new LearningRateScene(),
    ];

    internal static int Main(string[] arguments)
    {
        var scene = new Option<int?>("--scene") { Description = $"Only this scene, from 1 to {Scenes.Length}.", HelpName = "N" };
        scene.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is { } number && (number < 1 || number > Scenes.Length))
            {
                result.AddError($"--scene must be from 1 to {Scenes.Length}; {number} was given.");
            }
        });
        var output = new Option<FileInfo>("--output")
        {
            Description = "The page to write.",
            HelpName = "FILE",
            DefaultValueFactory = _ => new FileInfo(Path.Combine("artifacts", "lecture", "lecture.html")),
        };
        var command = new RootCommand("Runs the lecture's scenes and writes an HTML page.") { scene, output };
        command.SetAction(result => Run(result.GetValue(scene), result.GetRequiredValue(output)));
        return command.Parse(arguments).Invoke();
    }

    private static void Run(int? only, FileInfo output)
    {
        var page = new HtmlReport("The building blocks of deep learning models")
        {
            Subtitle = "A lecture, scene by scene: what the slides claim, what was measured here, and where Keras, whose results NetGen computes, differs from the slide.",
        };
        var lesson = new Lesson();
        for (int number = 1; number <= Scenes.Length; number++)
        {
            if (only is null || only == number)
            {
                Show(Scenes[number - 1], number, page, lesson);
            }
        }

        output.Directory?.Create();
        page.Save(output.FullName);
        Console.WriteLine($"\nThe page: {output.FullName}");
    }

    private static void Show(Scene scene, int number, HtmlReport page, Lesson lesson)
    {
        long start = Stopwatch.GetTimestamp();
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"{number,2}. {scene.Title} ... "));
        page.Section(string.Create(CultureInfo.InvariantCulture, $"{number}. {scene.Title}"));
        page.Note("The slide", scene.Claim);
        string seen = scene.Write(page, lesson);
        page.Note("Keras", scene.InKeras);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s. {seen}"));
    }
}
