using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using NetGen.Reporting;
using NetGen.Samples.Lecture.Scenes;
using NetGen.Shared;

namespace NetGen.Samples.Lecture;

/// <summary>Runs the scenes of the lecture "The building blocks of deep learning models" and writes what they show into one page.</summary>
internal static class Program
{
    internal static IReadOnlyList<Scene> Scenes { get; } =
    [
        new ImageScene(), new ConvolutionScene(), new FilterScene(), new StrideScene(), new PoolingScene(), new FlattenScene(), new TypicalCnnScene(),
        new FeatureScene(), new OverfittingScene(), new PenaltyScene(), new ExponentialAverageScene(), new OptimizerScene(), new LearningRateScene(),
        new BeyondScene(),
    ];

    // The last slide's.
    private static readonly string[] References =
    [
        "An intuitive guide to CNN: `https://www.freecodecamp.org/news/an-intuitive-guide-to-convolutional-neural-net-works-260c2de0a050/`",
        "Visual comparison of optimizers: `https://towardsdatascience.com/a-visual-explanation-of-gradient-descent-methods-momentum-adagrad-rmsprop-adam-f898b102325c`",
        "Regularization techniques: `https://www.analyticsvidhya.com/blog/2018/04/fundamentals-deep-learning-regularization-techniques/`",
        "On effect of learning rates: `https://www.bdhammel.com/learning-rates/`",
    ];

    internal static int Main(string[] arguments)
    {
        var scene = new Option<int?>("--scene") { Description = $"Only this scene, from 1 to {Scenes.Count}.", HelpName = "N" };
        scene.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is { } number && (number < 1 || number > Scenes.Count))
            {
                result.AddError($"--scene must be from 1 to {Scenes.Count}; {number} was given.");
            }
        });
        var seeds = new Option<int>("--seeds")
        {
            Description = "From how many seeds networks that are compared are trained: fewer are quicker and say less.",
            HelpName = "N",
            DefaultValueFactory = _ => Lesson.UsualSeeds,
        };
        seeds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var number && number is < 1 or > Lesson.MostSeeds)
            {
                result.AddError($"--seeds must be from 1 to {Lesson.MostSeeds}; {number} was given.");
            }
        });
        var output = new Option<FileInfo>("--output")
        {
            Description = "The page to write.",
            HelpName = "FILE",
            DefaultValueFactory = _ => new FileInfo(Path.Combine("artifacts", "lecture", "lecture.html")),
        };
        var command = new RootCommand("Runs the lecture's scenes and writes an HTML page.") { scene, seeds, output };
        command.SetAction(result => Run(result.GetValue(scene), result.GetValue(seeds), result.GetRequiredValue(output)));
        return command.Parse(arguments).Invoke();
    }

    private static void Run(int? only, int seeds, FileInfo output)
    {
        var page = new HtmlReport("The building blocks of deep learning models")
        {
            Subtitle = "A lecture, scene by scene: what the slides say, what is added and measured here, and where Keras, whose results NetGen computes, differs from the slides.",
        };
        var lesson = new Lesson(seeds);

        // Half a scene shows nothing: told to stop, the lecture ends with the scene and writes the page of those before.
        using var signals = new StopSignals("scene");
        for (int number = only ?? 1; number <= (only ?? Scenes.Count); number++)
        {
            Show(Scenes[number - 1], number, page, lesson);
            if (signals.Token.IsCancellationRequested)
            {
                Console.WriteLine($"\nStopped after scene {number}.");
                break;
            }
        }

        page.Section("References").Paragraph("The slides end with these.").List(References);
        output.Directory?.Create();
        page.Save(output.FullName);
        Console.WriteLine($"\nThe page: {output.FullName}");
    }

    private static void Show(Scene scene, int number, HtmlReport page, Lesson lesson)
    {
        long start = Stopwatch.GetTimestamp();
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"{number,2}. {scene.Title} ... "));
        page.Section(string.Create(CultureInfo.InvariantCulture, $"{number}. {scene.Title}"));
        page.Note("The slides", scene.Claim);
        page.Note("Here", scene.Here);
        string seen = scene.Write(page, lesson);
        page.Note("Keras", scene.InKeras);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s. {seen}"));
    }
}
