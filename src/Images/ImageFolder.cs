using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace NetGen;

/// <summary>
/// Images in one folder per class, with class indices as targets (Keras: <c>image_dataset_from_directory</c>). PNG, JPEG
/// and BMP files are taken, those of folders inside a class folder too; other files and folders whose names begin with a
/// dot are passed over. Values are the pixels from 0 to 255, rounded after resizing, times <see cref="ImageFolderOptions.Scale"/>.
/// </summary>
/// <example>
/// <code>
/// ImageFolder flowers = ImageFolder.Load("flowers", new ImageFolderOptions { Height = 64, Width = 64, CropToAspectRatio = true });
/// trainer.Fit(flowers, new FitOptions { Epochs = 10, ValidationSplit = 0.2 });
/// </code>
/// </example>
public sealed class ImageFolder : Dataset
{
    private readonly ImageFolderOptions _options;
    private readonly ImageSource[] _files;
    private readonly RasterImage[]? _images;

    private ImageFolder(ImageFolderOptions options, string[] classNames, ImageSource[] files, RasterImage[]? images, IReadOnlyList<SkippedImage> skipped)
        : base([options.Height, options.Width, (int)options.Color], TargetKind.Classes, targetSize: 1)
    {
        _options = options;
        _files = files;
        _images = images;
        ClassNames = classNames;
        Skipped = skipped;
    }

    /// <summary>Number of images.</summary>
    public override int Count => _files.Length;

    /// <summary>The classes by index.</summary>
    public override IReadOnlyList<string> ClassNames { get; }

    /// <summary>The broken files that were left out, by class and name.</summary>
    public IReadOnlyList<SkippedImage> Skipped { get; }

    /// <summary>Reads a folder; every image is decoded once, on all processors.</summary>
    /// <param name="path">The folder that holds the class folders.</param>
    /// <param name="options">Size, colour and so on; default: 256x256 in colour.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="ArgumentException">The class names asked for are not those of the folder.</exception>
    /// <exception cref="InvalidDataException">
    /// There are no class folders, a class has no images that can be read, or a file is broken and
    /// <see cref="ImageFolderOptions.BrokenFiles"/> says to fail; the message names it.
    /// </exception>
    public static ImageFolder Load(string path, ImageFolderOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new ImageFolderOptions();
        string[] classNames = ClassFolders.Names(path, options.ClassNames);
        ImageSource[] files = [.. ClassFolders.Files(path, classNames)];
        var images = new RasterImage?[files.Length];
        var problems = new string?[files.Length];
        Parallel.For(0, files.Length, i =>
        {
            try
            {
                RasterImage image = Read(files[i].Path, options);
                images[i] = options.InMemory ? image : null;
            }
            catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                problems[i] = exception.Message;
            }
        });

        int[] good = [.. Enumerable.Range(0, files.Length).Where(i => problems[i] is null)];
        SkippedImage[] skipped = [.. Enumerable.Range(0, files.Length).Where(i => problems[i] is not null).Select(i => new SkippedImage(files[i].Path, problems[i]!))];
        Refuse(skipped, options);
        RefuseEmptied(classNames, files, good);
        if (options.Shuffle)
        {
            Shuffle(good, options.Seed);
        }

        RasterImage[]? kept = options.InMemory ? Array.ConvertAll(good, i => images[i]!) : null;
        return new ImageFolder(options, classNames, Array.ConvertAll(good, i => files[i]), kept, skipped);
    }

    /// <summary>The file that a sample comes from.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public string PathOf(int index) => _files[index].Path;

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file has been broken since it was loaded; only where it is read anew.</exception>
    public override void ReadInput(int index, Span<float> input)
    {
        RasterImage image = _images is null ? Read(_files[index].Path, _options) : _images[index];
        ReadOnlySpan<byte> pixels = image.Pixels;
        input = input[..pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            input[i] = pixels[i] * _options.Scale;
        }
    }

    /// <inheritdoc/>
    public override void ReadTarget(int index, Span<float> target) => target[0] = _files[index].Label;

    private static RasterImage Read(string path, ImageFolderOptions options)
    {
        RasterImage image = RasterImage.Load(path, options.Color);
        image = options.CropToAspectRatio ? image.CropToAspectRatio(options.Height, options.Width) : image;
        return image.Resize(options.Height, options.Width);
    }

    private static void Refuse(SkippedImage[] broken, ImageFolderOptions options)
    {
        if (broken.Length > 0 && options.BrokenFiles == BrokenFiles.Fail)
        {
            string others = broken.Length == 1 ? "" : $" {broken.Length - 1} more cannot be read.";
            throw new InvalidDataException($"{broken[0].Reason}{others} BrokenFiles.Skip leaves such files out.");
        }
    }

    private static void RefuseEmptied(string[] classNames, ImageSource[] files, int[] good)
    {
        string[] emptied = [.. Enumerable.Range(0, classNames.Length).Except(good.Select(i => files[i].Label)).Select(label => classNames[label])];
        if (emptied.Length > 0)
        {
            throw new InvalidDataException($"Every image of {string.Join(", ", emptied)} is broken.");
        }
    }

    /// <summary>Fisher and Yates; a generator with a seed gives the same order on every machine.</summary>
    private static void Shuffle(int[] order, int seed) => new Random(seed).Shuffle(order);
}
