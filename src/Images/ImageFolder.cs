using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace NetGen;

/// <summary>
/// Images in one folder per class, with class indices as targets (Keras: <c>image_dataset_from_directory</c>). PNG, JPEG
/// and BMP files are taken, those of folders inside a class folder too, turned as their Exif data say. Values are the pixels
/// from 0 to 255, rounded after resizing, times <see cref="ImageFolderOptions.Scale"/>.
/// </summary>
/// <remarks>
/// What is passed over is listed in <see cref="PassedOver"/>: files of other names, files and folders whose names begin with
/// a dot, at any depth, <c>__MACOSX</c>, and links to folders inside a class (a class folder may be a link itself, unless to
/// a folder that holds all classes). Links to files are followed. Pipes and devices are broken files; they are never opened.
/// </remarks>
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

    private ImageFolder(ImageFolderOptions options, string[] classNames, ImageSource[] files, RasterImage[]? images, SkippedImage[] skipped, FolderWalk walk)
        : base([options.Height, options.Width, (int)options.Color], TargetKind.Classes, targetSize: 1)
    {
        _options = options;
        _files = files;
        _images = images;
        ClassNames = classNames;
        Skipped = skipped;
        PassedOver = walk.PassedOver;
    }

    /// <summary>Number of images.</summary>
    public override int Count => _files.Length;

    /// <summary>The classes by index.</summary>
    public override IReadOnlyList<string> ClassNames { get; }

    /// <summary>The folders that could not be read and were left out, then the broken files, by class and name.</summary>
    public IReadOnlyList<SkippedImage> Skipped { get; }

    /// <summary>The files and folders that were not taken for images, and why.</summary>
    public IReadOnlyList<PassedOver> PassedOver { get; }

    /// <summary>Reads a folder; every image is decoded once, on all processors.</summary>
    /// <param name="path">The folder that holds the class folders.</param>
    /// <param name="options">Size, colour and so on; default: 256x256 in colour.</param>
    /// <param name="cancellationToken">Ends loading after the images that are being decoded.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder itself may not be read.</exception>
    /// <exception cref="OperationCanceledException">Loading was cancelled.</exception>
    /// <exception cref="ArgumentException">The class names asked for are not those of the folder.</exception>
    /// <exception cref="InvalidDataException">
    /// There are no class folders, a class has no images that can be read, or a file is broken or a folder inside cannot be
    /// read and <see cref="ImageFolderOptions.BrokenFiles"/> says to fail; the message names it.
    /// </exception>
    public static ImageFolder Load(string path, ImageFolderOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new ImageFolderOptions();
        var walk = new FolderWalk();
        string[] classNames = ClassFolders.Names(path, options.ClassNames, walk);
        ImageSource[] files = ClassFolders.Files(path, classNames, walk);
        var images = new RasterImage?[files.Length];
        var problems = new string?[files.Length];
        Parallel.For(0, files.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            try
            {
                RasterImage image = Read(files[i].Path, options);
                images[i] = options.InMemory ? image : null;
            }
            catch (InvalidDataException broken)
            {
                problems[i] = broken.Message;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                problems[i] = $"{RegularFile.Name(files[i].Path)}: the file cannot be read. {ForeignText.Show(exception.Message, 500)}";
            }
        });

        int[] good = [.. Enumerable.Range(0, files.Length).Where(i => problems[i] is null)];
        IEnumerable<SkippedImage> broken = Enumerable.Range(0, files.Length).Where(i => problems[i] is not null).Select(i => new SkippedImage(files[i].Path, problems[i]!));
        SkippedImage[] skipped = [.. walk.Unreadable, .. broken];
        Refuse(skipped, options);
        RefuseEmptied(classNames, files, good);
        if (options.Shuffle)
        {
            Shuffle(good, options.Seed);
        }

        RasterImage[]? kept = options.InMemory ? Array.ConvertAll(good, i => images[i]!) : null;
        return new ImageFolder(options, classNames, Array.ConvertAll(good, i => files[i]), kept, skipped, walk);
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
        RasterImage image = RasterImage.Load(path, options.Color, options.MaxPixels);
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
            throw new InvalidDataException($"No image of {ForeignText.List(emptied)} can be read.");
        }
    }

    /// <summary>Fisher and Yates; a generator with a seed gives the same order on every machine.</summary>
    private static void Shuffle(int[] order, int seed) => new Random(seed).Shuffle(order);
}
