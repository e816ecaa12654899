using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using NetGen.Import.Files;
using Xunit;

namespace NetGen.Import.Tests.Hostile;

/// <summary>
/// State dictionaries that are made to become large: members that unpack to more than they are, pickles that build much from little, storages and sizes that no file has.
/// Each is refused by name, within the memory that any file of its size may take.
/// </summary>
public sealed class PickleBombTests
{
    private const int Many = 200_000;

    private const int OwnGlobal = 1;
    private const int OwnList = 2;

    /// <summary>Pickles that make as much as they can of each byte.</summary>
    public static TheoryData<string> Pickles => [.. Written.Keys];

    private static Dictionary<string, Func<byte[]>> Written { get; } = new()
    {
        ["empty lists"] = () => Repeated("]"),
        ["empty tuples"] = () => Repeated(")"),
        ["empty dictionaries"] = () => Repeated("}"),
        ["small numbers"] = () => Repeated("K\u0001"),
        ["nothing"] = () => Repeated("N"),
        ["marks"] = () => Repeated("("),
        ["lists of marks"] = () => Repeated("(l"),
        ["dictionaries of marks"] = () => Repeated("(d"),
        ["memories"] = () => Repeated("\u0094", before: "]"),
        ["memories of new lists"] = () => Repeated("]\u0094"),
        ["pairs of pairs"] = () => Repeated("2\u0086", before: "]"),
        ["lists of themselves"] = () => Repeated("2a", before: "]"),
        ["a list in a list in a list"] = () => Repeated("(2el", before: "]"),
        ["dictionaries that are made of one list"] = () => Repeated(
            Recall(OwnGlobal) + Recall(OwnList) + "\u0085R0", before: Remembered("collections", "OrderedDict", pairs: 5_000)),
        ["tensors with as many axes as there may be"] = () => Repeated(
            Recall(OwnGlobal) + Recall(OwnList) + "R", before: Remembered("torch._utils", "_rebuild_tensor_v2", axes: 8)),
        ["tensors with more axes"] = () => Repeated(
            Recall(OwnGlobal) + Recall(OwnList) + "R", before: Remembered("torch._utils", "_rebuild_tensor_v2", axes: 40)),
        ["a text of 2^63 bytes"] = () => Latin("\u0080\u0002\u008D" + Bits(ulong.MaxValue >> 1) + "x."),
        ["bytes of 2^32"] = () => Latin("\u0080\u0002B\u00FF\u00FF\u00FF\u00FFx."),
        ["a number of 2^31 bytes"] = () => Latin("\u0080\u0002\u008B\u00FF\u00FF\u00FF\u007Fx."),
    };

    [Theory]
    [MemberData(nameof(Pickles))]
    public void A_pickle_that_makes_much_of_little_is_refused(string name)
    {
        byte[] pickle = Written[name]();

        // As it is; packed, beside numbers that make the file larger; and in the form before 1.6.
        IsRefused(Archive(pickle, CompressionLevel.NoCompression));
        IsRefused(Archive(pickle, CompressionLevel.SmallestSize));
        IsRefused(Archive(pickle, CompressionLevel.SmallestSize, beside: pickle.Length));
        IsRefused(Archive([.. Enumerable.Repeat(pickle[..^1], 4).SelectMany(part => part), (byte)'.'], CompressionLevel.SmallestSize, beside: pickle.Length));
        IsRefused(Legacy(pickle, "\u0080\u0002]."));
    }

    [Theory]
    [InlineData(CompressionLevel.SmallestSize, 300 << 20)]
    [InlineData(CompressionLevel.SmallestSize, 2 << 20)]
    public void Numbers_that_unpack_to_more_than_a_file_of_this_size_has_are_refused(CompressionLevel level, int length)
    {
        IsRefused(Archive(State(("w", "ByteStorage", length, [length], [1], 0)), level, storage: length));
    }

    [Fact]
    public void Packed_numbers_take_no_more_than_a_file_of_this_size_may()
    {
        // A sixteenth of the numbers is random, and the rest packs to nothing: as much as is still read.
        const int length = 4 << 20;
        byte[] file = Archive(State(("w", "ByteStorage", length, [length / 16], [1], 0)), CompressionLevel.SmallestSize, storage: length, random: length / 14);

        Mutants.EndAsPromised("packed.pt", [file], source => Assert.Equal(length / 16, ModelReader.ReadWeights(source).Tensors.Single().Values.Length));
    }

    [Theory]
    [InlineData(4, new long[] { long.MaxValue }, new long[] { 1 })]
    [InlineData(long.MaxValue, new long[] { long.MaxValue }, new long[] { 1 })]
    [InlineData(1L << 62, new long[] { 4, 1L << 60 }, new long[] { 1, 1 })]
    [InlineData(1L << 62, new long[] { 4, 1L << 62 }, new long[] { 1, 1 })]
    [InlineData(1L << 62, new long[] { 2, long.MaxValue }, new long[] { 1, 1 })]
    [InlineData(4, new long[] { 0, 1L << 40 }, new long[] { 1, 1 })]
    [InlineData(4, new long[] { 1 << 20, 1 << 20 }, new long[] { 0, 0 })]
    [InlineData(4, new long[] { 2, 2 }, new long[] { long.MaxValue, 1 })]
    [InlineData(4, new long[] { 2, 2 }, new long[] { 2, 4 })]
    [InlineData(-4, new long[] { 2, 2 }, new long[] { 2, 1 })]
    [InlineData(4, new long[] { 2 }, new long[] { 2, 1 })]
    public void Sizes_that_no_storage_has_are_refused(long held, long[] sizes, long[] strides)
    {
        byte[] pickle = State(("w", "FloatStorage", held, sizes, strides, 0));

        IsRefused(Archive(pickle, CompressionLevel.NoCompression, storage: 16));
        IsRefused([.. Legacy(pickle, "\u0080\u0002]X\u0001\0\0\00a."), .. Latin(Bits((ulong)held)), .. new byte[16]]);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    [InlineData(1L << 62)]
    public void A_tensor_that_begins_outside_its_storage_is_refused(long offset)
    {
        IsRefused(Archive(State(("w", "FloatStorage", 4, [2], [1], offset)), CompressionLevel.NoCompression, storage: 16));
        IsRefused(Archive(State(("w", "FloatStorage", 4, [2], [-1], offset)), CompressionLevel.NoCompression, storage: 16));
    }

    [Fact]
    public void Views_of_one_storage_are_no_more_than_a_file_of_this_size_can_hold()
    {
        (string, string, long, long[], long[], long)[] views =
            [.. Enumerable.Range(0, 500).Select(i => ($"w{i}", "FloatStorage", 25_000L, new long[] { 25_000 }, new long[] { 1 }, 0L))];

        IsRefused(Archive(State(views), CompressionLevel.NoCompression, storage: 100_000));
    }

    [Fact]
    public void A_members_size_is_not_believed()
    {
        // The directory at the file's end claims 2^32 - 2 bytes of every member.
        byte[] file = Archive(State(("w", "FloatStorage", 4, [4], [1], 0)), CompressionLevel.SmallestSize, storage: 16);
        for (int at = 0; at + 46 < file.Length; at++)
        {
            if (file.AsSpan(at, 4).SequenceEqual("PK\u0001\u0002"u8))
            {
                new byte[] { 0xFE, 0xFF, 0xFF, 0xFF }.CopyTo(file.AsSpan(at + 24));
            }
        }

        Mutants.EndAsPromised("claims.pt", [file], source => Record.Exception(() => ModelReader.ReadWeights(source)));
    }

    [Fact]
    public void Many_members_take_so_many_times_their_size_and_no_more()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (Stream member = zip.CreateEntry("m/data.pkl").Open())
            {
                (string, string, long, long[], long[], long)[] tensors =
                    [.. Enumerable.Range(0, 2_000).Select(i => ($"w{i}", "FloatStorage", 1L, new long[] { 1 }, new long[] { 1 }, 0L))];
                member.Write(State(tensors, isShared: false));
            }

            for (int i = 0; i < 2_000; i++)
            {
                using Stream member = zip.CreateEntry($"m/data/{i}", CompressionLevel.NoCompression).Open();
                member.Write(new byte[4]);
            }
        }

        Mutants.EndAsPromised("many.pt", [file.ToArray()], source => Assert.Equal(2_000, ModelReader.ReadWeights(source).Tensors.Count));
    }

    private const string Magic = "\u0080\u0002\u008A\u000A\u006C\u00FC\u009C\u0046\u00F9\u0020\u006A\u00A8\u0050\u0019.";

    private static void IsRefused(byte[] file) =>
        Mutants.EndAsPromised("bomb.pt", [file], source => throw Assert.Throws<InvalidDataException>(() => ModelReader.ReadWeights(source)));

    private static byte[] Repeated(string step, string before = "") =>
        Latin("\u0080\u0002" + before + string.Concat(Enumerable.Repeat(step, Many)) + ".");

    private static string Recall(int place) => "h" + (char)place;

    /// <summary>A function, and a list or a tuple to call it with, each in its place in the memory.</summary>
    private static string Remembered(string module, string name, int pairs = 0, int axes = 0)
    {
        string sizes = "(" + string.Concat(Enumerable.Repeat("K\u0001", axes)) + "t";
        string arguments = axes == 0
            ? "](" + string.Concat(Enumerable.Repeat("NN\u0086", pairs)) + "e"
            : "((" + Text("storage") + "ctorch\nFloatStorage\n" + Text("0") + Text("cpu") + "K\u0001tQK\0" + sizes + sizes + "t";
        return $"c{module}\n{name}\nq{(char)OwnGlobal}{arguments}q{(char)OwnList}";
    }

    /// <summary>A state dictionary of these tensors, of one storage or of one each.</summary>
    private static byte[] State(params (string Name, string Storage, long Held, long[] Sizes, long[] Strides, long Offset)[] tensors) =>
        State(tensors, isShared: true);

    private static byte[] State((string Name, string Storage, long Held, long[] Sizes, long[] Strides, long Offset)[] tensors, bool isShared)
    {
        var text = new StringBuilder("\u0080\u0002}(");
        for (int i = 0; i < tensors.Length; i++)
        {
            (string name, string storage, long held, long[] sizes, long[] strides, long offset) = tensors[i];
            string key = isShared ? "0" : i.ToString(CultureInfo.InvariantCulture);
            text.Append(Text(name)).Append("ctorch._utils\n_rebuild_tensor_v2\n((").Append(Text("storage")).Append("ctorch\n").Append(storage).Append('\n')
                .Append(Text(key)).Append(Text("cpu")).Append(Number(held)).Append("tQ").Append(Number(offset))
                .Append('(').AppendJoin("", sizes.Select(Number)).Append("t(").AppendJoin("", strides.Select(Number)).Append("ttR");
        }

        return Latin(text.Append("u.").ToString());
    }

    /// <summary>A file as PyTorch wrote it before 1.6: pickles one behind the other, of which the last lists the storages that follow.</summary>
    private static byte[] Legacy(byte[] pickle, string storages) =>
        [.. Latin(Magic), .. Latin("\u0080\u0002M\u00E9\u0003."), .. Latin("\u0080\u0002}."), .. pickle, .. Latin(storages)];

    private static string Text(string text) => "X" + (char)text.Length + "\0\0\0" + text;

    private static string Number(long number) => "\u008A\u0008" + Bits((ulong)number);

    private static string Bits(ulong number) => Encoding.Latin1.GetString(BitConverter.GetBytes(number));

    private static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);

    private static byte[] Archive(byte[] pickle, CompressionLevel level, int beside = 0, int storage = 0, int random = 0)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write("m/data.pkl", pickle, level);
            Write("m/data/0", [.. Random(random), .. new byte[storage - random]], level);
            Write("m/data/1", Random(beside), CompressionLevel.NoCompression);

            void Write(string name, byte[] content, CompressionLevel packing)
            {
                using Stream member = zip.CreateEntry(name, packing).Open();
                member.Write(content);
            }
        }

        return file.ToArray();
    }

    private static byte[] Random(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
