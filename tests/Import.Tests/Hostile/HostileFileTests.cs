using System;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using NetGen.Import.Files;
using NetGen.Import.Hdf5;
using NetGen.Import.Tests.Support;
using Xunit;

namespace NetGen.Import.Tests.Hostile;

/// <summary>
/// Broken and hostile files end in exceptions that name them: none hangs, takes memory without end, or ends in a mistake of the reader's. NETGEN_MUTANTS says how many are tried of
/// each.
/// </summary>
public sealed class HostileFileTests
{
    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("NETGEN_MUTANTS"), CultureInfo.InvariantCulture, out int count) ? count : 2000;

    [Theory]
    [InlineData("keras/sequential.h5")]
    [InlineData("keras/functional.h5")]
    [InlineData("keras/chunked.h5")]
    [InlineData("keras/newest.h5")]
    [InlineData("keras/keras3.keras")]
    [InlineData("keras/keras3-tracked.keras")]
    public void Mutants_of_networks_end_as_promised(string name)
    {
        byte[] file = File.ReadAllBytes(KnownFiles.PathOf(name));

        Mutants.EndAsPromised(Path.GetFileName(name), FileMutants.Of(file, Count), source => ModelReader.Read(source, new ImportOptions()));
    }

    [Theory]
    [InlineData("keras/keras3.weights.h5")]
    [InlineData("keras/weights-only.h5")]
    [InlineData("pytorch/state.pt")]
    [InlineData("pytorch/legacy.pth")]
    [InlineData("pytorch/state.safetensors")]
    public void Mutants_of_weights_end_as_promised(string name)
    {
        byte[] file = File.ReadAllBytes(KnownFiles.PathOf(name));

        Mutants.EndAsPromised(Path.GetFileName(name), FileMutants.Of(file, Count), source => ModelReader.ReadWeights(source));
    }

    [Theory]
    [InlineData("hdf5/indexes.h5")]
    public void Mutants_of_arrays_under_every_index_end_as_promised(string name)
    {
        byte[] file = File.ReadAllBytes(KnownFiles.PathOf(name));

        Mutants.EndAsPromised(Path.GetFileName(name), FileMutants.Of(file, Count), source =>
        {
            try
            {
                foreach (Hdf5Object array in Hdf5File.Open(source.Content).Root.Children())
                {
                    array.Tensor(array.Path);
                }
            }
            catch (Exception exception) when (exception is FormatException or OverflowException)
            {
                throw new InvalidDataException(source.Name, exception);
            }
        });
    }

    [Fact]
    public void Mutants_of_TensorFlow_js_end_as_promised()
    {
        string folder = KnownFiles.PathOf("tfjs/");
        byte[] file = File.ReadAllBytes(folder + "model.json");

        Mutants.EndAsPromised(
            "model.json",
            FileMutants.Of(file, Count),
            source => ModelReader.Read(source, new ImportOptions()),
            sibling => File.Exists(folder + sibling) ? File.ReadAllBytes(folder + sibling) : null);
    }

    [Fact]
    public void Great_depth_in_JSON_is_refused()
    {
        string json = "{\"modelTopology\":" + new string('[', 1_000_000);

        Mutants.EndAsPromised("model.json", [Encoding.ASCII.GetBytes(json)], source => Assert.Throws<InvalidDataException>(() => ModelReader.Read(source, new ImportOptions())));
    }

    [Theory]
    [InlineData("config.json", "[")]
    [InlineData("model.weights.h5", "\0")]
    public void What_a_zip_file_unpacks_to_is_bounded_by_its_size(string bomb, string filling)
    {
        // Some kilobytes that become hundreds of megabytes.
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (string name in new[] { "config.json", "model.weights.h5" })
            {
                using Stream member = zip.CreateEntry(name, CompressionLevel.SmallestSize).Open();
                byte[] block = Encoding.ASCII.GetBytes(name != bomb ? "{}" : string.Concat(Enumerable.Repeat(filling, 1 << 20)));
                for (int i = name == bomb ? 100 : 1; i > 0; i--)
                {
                    member.Write(block);
                }
            }
        }

        Mutants.EndAsPromised("bomb.keras", [file.ToArray()], source => Assert.Throws<InvalidDataException>(() => ModelReader.ReadWeights(source)));
        Mutants.EndAsPromised("bomb.keras", [file.ToArray()], source => Assert.Throws<InvalidDataException>(() => ModelReader.Read(source, new ImportOptions())));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\"\"")]
    [InlineData("0")]
    public void Text_of_nothing_but_values_takes_so_many_times_its_size_and_no_more(string value)
    {
        string json = "{\"modelTopology\":{},\"weightsManifest\":[" + string.Join(',', Enumerable.Repeat(value, 400_000)) + "]}";

        Mutants.EndAsPromised("model.json", [Encoding.ASCII.GetBytes(json)], source => Record.Exception(() => ModelReader.ReadWeights(source)));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\"\"")]
    [InlineData("0")]
    public void Packed_text_of_nothing_but_values_takes_so_many_times_the_files_size_and_no_more(string value)
    {
        // As much text as is still read, beside numbers that pack to nothing less.
        var numbers = new byte[400_000];
        new Random(1).NextBytes(numbers);
        string json = "{\"config\":[" + string.Join(',', Enumerable.Repeat(value, (numbers.Length + (1 << 16)) / (value.Length + 1) - 10)) + "]}";
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in new[] { ("config.json", Encoding.ASCII.GetBytes(json)), ("model.weights.h5", numbers) })
            {
                using Stream member = zip.CreateEntry(name, CompressionLevel.SmallestSize).Open();
                member.Write(content);
            }
        }

        Mutants.EndAsPromised("text.keras", [file.ToArray()], source => Assert.Throws<InvalidDataException>(() => ModelReader.Read(source, new ImportOptions())));
    }

    [Theory]
    [InlineData("../secret.bin")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\secret.bin")]
    public void Weights_outside_the_folder_are_not_looked_for(string path)
    {
        string json = "{\"modelTopology\":{},\"weightsManifest\":[{\"paths\":[\"" + path.Replace("\\", "\\\\", StringComparison.Ordinal) + "\"],\"weights\":[]}]}";
        var source = new ModelSource("model.json", Encoding.ASCII.GetBytes(json), name => throw new InvalidOperationException(name));

        Assert.Throws<InvalidDataException>(() => ModelReader.ReadWeights(source));
    }

    [Fact]
    public void A_pointer_of_Gits_in_the_place_of_a_file_is_told_from_a_broken_one()
    {
        var source = new ModelSource("model.keras", Encoding.ASCII.GetBytes("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1494184\n"), _ => null);

        var refusal = Assert.Throws<InvalidDataException>(() => ModelReader.Read(source, new ImportOptions()));

        Assert.Contains("git lfs pull", refusal.Message);
    }

    [Fact]
    public void A_group_that_holds_itself_is_refused()
    {
        // The root's first link leads back to the root.
        byte[] file = File.ReadAllBytes(KnownFiles.PathOf("keras/keras3.weights.h5"));
        int table = IndexOf(file, "SNOD");
        byte[] root = file.AsSpan(64, 8).ToArray();
        root.CopyTo(file, table + 16);

        var refusal = Assert.Throws<InvalidDataException>(() => ModelReader.ReadWeights(new ModelSource("cyclic.h5", file, _ => null)));

        Assert.Contains("cyclic.h5", refusal.Message);
    }

    private static int IndexOf(byte[] file, string signature) => Enumerable.Range(0, file.Length - 4).First(i => Encoding.ASCII.GetString(file, i, 4) == signature);
}
