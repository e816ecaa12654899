using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using NetGen.Samples.Lecture.Networks;

namespace NetGen.Samples.Lecture;

/// <summary>What several scenes use, made when the first one asks for it.</summary>
/// <param name="seeds">From how many seeds networks that are compared are trained.</param>
internal sealed class Lesson(int seeds = Lesson.UsualSeeds)
{
    /// <summary>Seeds of a comparison where nobody asks for another number.</summary>
    public const int UsualSeeds = 3;

    /// <summary>The most that can be asked for.</summary>
    public const int MostSeeds = 10;

    /// <summary>Decides every random choice of the lecture.</summary>
    public const int Seed = 42;

    private readonly Lazy<RasterImage> _cat = new(() => RasterImage.Load(PathOf("cat.png")));
    private readonly Lazy<Dataset> _photographs = new(() => Photographs("train"));
    private readonly Lazy<Dataset> _testPhotographs = new(() => Photographs("t10k"));
    private readonly Lazy<TrainedLectureCnn> _trained = new(TrainedLectureCnn.Train);

    /// <summary>What networks that are compared are trained from, each from every one.</summary>
    public IReadOnlyList<int> Seeds { get; } = [.. Enumerable.Range(Seed, seeds)];

    /// <summary>"seed" or "3 seeds".</summary>
    public string SeedWords => Seeds.Count == 1 ? "seed" : string.Create(CultureInfo.InvariantCulture, $"{Seeds.Count} seeds");

    /// <summary>What figures of all seeds are.</summary>
    public string FigureWords => Seeds.Count == 1 ? "Of one seed" : $"Mean ± standard deviation over {SeedWords}";

    /// <summary>A photograph, 200x200 in colour.</summary>
    public RasterImage Cat => _cat.Value;

    /// <summary>10,000 photographs of clothing with their classes, 28x28, from 0 to 255.</summary>
    public Dataset Clothing => _photographs.Value;

    /// <summary>2,000 others.</summary>
    public Dataset TestClothing => _testPhotographs.Value;

    /// <summary>The lecture's network after its training on drawn shapes.</summary>
    public TrainedLectureCnn Trained => _trained.Value;

    private static Dataset Photographs(string part) =>
        Dataset.FromIdx(PathOf($"{part}-images-idx3-ubyte.gz"), PathOf($"{part}-labels-idx1-ubyte.gz"));

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Data", file);
}
