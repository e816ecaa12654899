using System;
using System.IO;
using System.Linq;
using Xunit;

namespace NetGen.Images.Tests;

public sealed class ImageFolderTests : IDisposable
{
    private static readonly ImageFolderOptions Small = new() { Height = 2, Width = 2, Shuffle = false };

    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Each_class_folder_gives_its_images_with_the_index_of_its_name(bool inMemory)
    {
        _folder.WritePlain("dog/b.bmp", 10, 20, 30);
        _folder.WritePlain("dog/a.PNG", 40, 50, 60);
        _folder.WritePlain("cat/c.png", 70, 80, 90);
        _folder.Write("cat/notes.txt", [1, 2, 3]);
        _folder.WritePlain(".cache/d.png", 0, 0, 0);

        ImageFolder data = ImageFolder.Load(_folder.Path, new ImageFolderOptions { Height = 2, Width = 2, Shuffle = false, InMemory = inMemory });

        Assert.Equal(["cat", "dog"], data.ClassNames);
        Assert.Equal([2, 2, 3], data.InputShape);
        Assert.Equal(TargetKind.Classes, data.TargetKind);
        Assert.Equal(["c.png", "a.PNG", "b.bmp"], Enumerable.Range(0, data.Count).Select(i => Path.GetFileName(data.PathOf(i))));
        Assert.Equal([0, 1, 1], Labels(data));
        Assert.Equal([40, 50, 60, 40, 50, 60, 40, 50, 60, 40, 50, 60], Input(data, 1));
    }

    [Fact]
    public void Jpeg_files_are_read()
    {
        _folder.WritePlain("cat/a.jpg", 200, 100, 50, side: 16);

        ImageFolder data = ImageFolder.Load(_folder.Path, Small);

        float[] input = Input(data, 0);
        Assert.All([(input[0], 200), (input[1], 100), (input[2], 50)], pair => Assert.InRange(pair.Item1, pair.Item2 - 4, pair.Item2 + 4));
    }

    [Fact]
    public void Grey_images_have_one_channel_and_the_scale_is_applied()
    {
        _folder.WritePlain("cat/a.png", 255, 255, 255);

        ImageFolder data = ImageFolder.Load(_folder.Path, new ImageFolderOptions { Height = 1, Width = 3, Color = ImageColor.Grayscale, Scale = 1 / 255f });

        Assert.Equal([1, 3, 1], data.InputShape);
        Assert.Equal([1f, 1f, 1f], Input(data, 0));
    }

    [Fact]
    public void Images_in_folders_inside_a_class_folder_belong_to_the_class()
    {
        _folder.WritePlain("cat/indoors/a.png", 1, 2, 3);

        Assert.Equal([0], Labels(ImageFolder.Load(_folder.Path, Small)));
    }

    [Fact]
    public void Shuffling_mixes_the_classes_and_the_seed_decides_how()
    {
        for (int i = 0; i < 10; i++)
        {
            _folder.WritePlain($"cat/{i}.png", (byte)i, 0, 0);
            _folder.WritePlain($"dog/{i}.png", (byte)i, 0, 0);
        }

        float[] first = Labels(ImageFolder.Load(_folder.Path, new ImageFolderOptions { Height = 2, Width = 2, Seed = 1 }));
        float[] again = Labels(ImageFolder.Load(_folder.Path, new ImageFolderOptions { Height = 2, Width = 2, Seed = 1 }));
        float[] other = Labels(ImageFolder.Load(_folder.Path, new ImageFolderOptions { Height = 2, Width = 2, Seed = 2 }));

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Equal(10, first.Count(label => label == 1));
        Assert.Contains(1f, first[..10]);
        Assert.Contains(0f, first[10..]);
    }

    [Fact]
    public void Class_names_decide_the_order_of_the_indices()
    {
        _folder.WritePlain("cat/a.png", 1, 1, 1);
        _folder.WritePlain("dog/a.png", 2, 2, 2);

        ImageFolder data = ImageFolder.Load(_folder.Path, new ImageFolderOptions { Height = 2, Width = 2, Shuffle = false, ClassNames = ["dog", "cat"] });

        Assert.Equal(2, Input(data, 0)[0]);
        Assert.Equal(["dog", "cat"], data.ClassNames);
    }

    [Fact]
    public void Parts_keep_the_names_of_the_classes_and_a_stratified_split_has_all_of_them()
    {
        for (int i = 0; i < 4; i++)
        {
            _folder.WritePlain($"cat/{i}.png", 1, 1, 1);
            _folder.WritePlain($"dog/{i}.png", 1, 1, 1);
        }

        ImageFolder data = ImageFolder.Load(_folder.Path, Small);
        (Dataset train, Dataset validation, Dataset test) = data.StratifiedSplit(0.25, 0.25);

        Assert.Equal((4, 2, 2), (train.Count, validation.Count, test.Count));
        Assert.All((Dataset[])[train, validation, test, data.Split(0.5).Validation, data.Shuffle(1)], part => Assert.Equal(["cat", "dog"], part.ClassNames));
    }

    [Fact]
    public void Class_names_that_are_not_those_of_the_folder_are_refused()
    {
        _folder.WritePlain("cat/a.png", 1, 1, 1);

        var exception = Assert.Throws<ArgumentException>(() => ImageFolder.Load(_folder.Path, new ImageFolderOptions { ClassNames = ["cat", "dog"] }));

        Assert.Contains("cat, dog", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_file_is_named_and_ends_loading()
    {
        _folder.WritePlain("cat/a.png", 1, 1, 1);
        string broken = _folder.Write("cat/b.png", "no image"u8.ToArray());

        var exception = Assert.Throws<InvalidDataException>(() => ImageFolder.Load(_folder.Path, Small));

        Assert.Contains(broken, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_file_is_skipped_when_asked_and_named_with_its_reason()
    {
        _folder.WritePlain("cat/a.png", 1, 1, 1);
        string broken = _folder.Write("cat/b.png", []);

        ImageFolder data = ImageFolder.Load(_folder.Path, new ImageFolderOptions { Height = 2, Width = 2, BrokenFiles = BrokenFiles.Skip });

        Assert.Equal(1, data.Count);
        SkippedImage skipped = Assert.Single(data.Skipped);
        Assert.Equal(broken, skipped.Path);
        Assert.Contains("empty", skipped.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_of_broken_files_only_is_refused_even_where_they_are_skipped()
    {
        _folder.WritePlain("cat/a.png", 1, 1, 1);
        _folder.Write("dog/b.png", []);

        var exception = Assert.Throws<InvalidDataException>(() => ImageFolder.Load(_folder.Path, new ImageFolderOptions { BrokenFiles = BrokenFiles.Skip }));

        Assert.Contains("dog", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Class_folders_without_images_are_all_named()
    {
        _folder.WritePlain("cat/a.png", 1, 1, 1);
        _folder.Write("dog/readme.txt", [1]);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "horse"));

        var exception = Assert.Throws<InvalidDataException>(() => ImageFolder.Load(_folder.Path, Small));

        Assert.Contains(Path.Combine(_folder.Path, "dog"), exception.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(_folder.Path, "horse"), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_root_is_refused()
    {
        var exception = Assert.Throws<InvalidDataException>(() => ImageFolder.Load(_folder.Path));

        Assert.Contains("no class folders", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_that_lie_in_the_root_are_pointed_out()
    {
        _folder.WritePlain("a.png", 1, 1, 1);

        var exception = Assert.Throws<InvalidDataException>(() => ImageFolder.Load(_folder.Path));

        Assert.Contains("in the folder itself", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_root_that_is_not_there_is_named()
    {
        string path = Path.Combine(_folder.Path, "nowhere");

        Assert.Contains(path, Assert.Throws<DirectoryNotFoundException>(() => ImageFolder.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_breaks_after_loading_is_named_when_it_is_read_anew()
    {
        string path = _folder.WritePlain("cat/a.png", 1, 1, 1);
        ImageFolder data = ImageFolder.Load(_folder.Path, new ImageFolderOptions { Height = 2, Width = 2, InMemory = false });
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..20]);

        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => Input(data, 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageFolderOptions { Height = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageFolderOptions { Width = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageFolderOptions { Scale = float.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageFolderOptions { Scale = 2e36f });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageFolderOptions { Color = (ImageColor)2 });
    }

    private static float[] Input(Dataset data, int index)
    {
        var input = new float[data.InputSize];
        data.ReadInput(index, input);
        return input;
    }

    private static float[] Labels(Dataset data) =>
        [.. Enumerable.Range(0, data.Count).Select(i =>
        {
            var target = new float[1];
            data.ReadTarget(i, target);
            return target[0];
        })];
}
