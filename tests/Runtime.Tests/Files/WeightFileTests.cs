using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Files;

public sealed class WeightFileTests : IDisposable
{
    private const string KernelEntry = "\"dense/kernel\":{\"dtype\":\"F32\",\"shape\":[3,2],\"data_offsets\":[0,24]}";
    private const string BiasEntry = "\"dense/bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[24,32]}";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netgen");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_is_saved_is_loaded_to_the_bit()
    {
        string path = PathOf("weights.safetensors");
        var saved = new LinearNetwork(3, [2], seed: 1);
        saved.Parameters["dense/bias"].Set([float.NegativeZero, float.Epsilon]);
        saved.Save(path);
        var loaded = new LinearNetwork(3, [2], seed: 2);
        int version = loaded.Parameters.Version;
        loaded.Load(path);
        Assert.Equal(Bits(saved), Bits(loaded));
        Assert.NotEqual(version, loaded.Parameters.Version);
    }

    [Fact]
    public void The_file_is_safetensors_with_Keras_names_and_shapes()
    {
        var network = new LinearNetwork(3, [2]);
        using var stream = new MemoryStream();
        network.Save(stream);
        byte[] bytes = stream.ToArray();
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        Assert.Equal(0, length % 8);
        using JsonDocument header = JsonDocument.Parse(bytes.AsMemory(8, length));
        Assert.Equal(["dense/kernel", "dense/bias"], header.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal("[3,2]", header.RootElement.GetProperty("dense/kernel").GetProperty("shape").GetRawText());
        Assert.Equal("[24,32]", header.RootElement.GetProperty("dense/bias").GetProperty("data_offsets").GetRawText());
        Assert.Equal("F32", header.RootElement.GetProperty("dense/bias").GetProperty("dtype").GetString());
        Assert.Equal(8 + length + 32, bytes.Length);
        Assert.Equal(network.Parameters.Values[1], BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(8 + length + 4)));
    }

    [Fact]
    public void Saving_replaces_a_file_and_leaves_nothing_else_behind()
    {
        string path = PathOf("weights.safetensors");
        File.WriteAllText(path, "old");
        new LinearNetwork(3, [2]).Save(path);
        Assert.Equal([path], Directory.GetFiles(_folder.FullName));
        new LinearNetwork(3, [2]).Load(path);
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_file_and_nothing_else()
    {
        string path = PathOf("weights.safetensors");
        File.WriteAllText(path, "old");
        Assert.Throws<InvalidTimeZoneException>(() => AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(1);
            throw new InvalidTimeZoneException();
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public void Order_metadata_and_padding_do_not_matter()
    {
        const string Header = "{\"__metadata__\":{\"format\":\"pt\",\"nested\":{\"a\":[1,{}]}},"
            + "\"dense/bias\":{\"data_offsets\":[0,8],\"shape\":[2],\"dtype\":\"F32\"},"
            + "\"dense/kernel\":{\"dtype\":\"F32\",\"shape\":[3,2],\"data_offsets\":[8,32]}}   ";
        var network = new LinearNetwork(3, [2]);
        network.Load(Content(Header, [7, 8, 1, 2, 3, 4, 5, 6]));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], network.Parameters.Values.ToArray());
    }

    [Fact]
    public void A_stream_that_cannot_seek_is_read_as_well()
    {
        var network = new LinearNetwork(3, [2]);
        using var stream = new ForwardOnlyStream(Content($"{{{KernelEntry},{BiasEntry}}}", [1, 2, 3, 4, 5, 6, 7, 8]).ToArray());
        network.Load(stream);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], network.Parameters.Values.ToArray());
    }

    [Theory]
    [InlineData("{" + KernelEntry + "}", 6, "lacks dense/bias")]
    [InlineData("{}", 0, "lacks dense/kernel, dense/bias")]
    [InlineData("{" + KernelEntry + "," + BiasEntry + ",\"more\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[32,36]}}", 9, "has more, which the network has not")]
    [InlineData("{\"dense/kernel\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}," + BiasEntry + "}", 8, "'dense/kernel' of shape (2, 3); the network's is (3, 2)")]
    [InlineData("{\"dense/kernel\":{\"dtype\":\"F32\",\"shape\":[6],\"data_offsets\":[0,24]}," + BiasEntry + "}", 8, "shape (6)")]
    [InlineData("{\"dense/kernel\":{\"dtype\":\"I32\",\"shape\":[3,2],\"data_offsets\":[0,24]}," + BiasEntry + "}", 8, "'dense/kernel' in I32; only F32, F16, BF16 and F64 are read")]
    [InlineData("{" + KernelEntry + ",\"dense/bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[20,28]}}", 8, "without overlap or gap")]
    [InlineData("{" + KernelEntry + ",\"dense/bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[28,36]}}", 9, "without overlap or gap")]
    [InlineData("{" + KernelEntry + ",\"dense/bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[24,20]}}", 8, "without overlap or gap")]
    [InlineData("{" + KernelEntry + ",\"dense/bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[24,28]}}", 7, "4 bytes; F32 of shape (2) has 8")]
    [InlineData("{" + KernelEntry + ",\"dense/bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[24,9000000000000000000]}}", 8, "'dense/bias' 8999999999999999976 bytes")]
    [InlineData("{" + KernelEntry + ",\"dense/bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[24,99999999999999999999]}}", 8, "no whole number")]
    [InlineData("{" + KernelEntry + ",\"dense/bias\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[24,32]}}", 8, "no whole number")]
    [InlineData("{" + KernelEntry + ",\"dense/bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[24]}}", 8, "1 data_offsets instead of 2")]
    [InlineData("{" + KernelEntry + ",\"dense/bias\":{\"dtype\":\"F32\",\"data_offsets\":[24,32]}}", 8, "lacks dtype, shape or data_offsets")]
    [InlineData("{" + KernelEntry + ",\"dense/bias\":{\"dtype\":3,\"shape\":[2],\"data_offsets\":[24,32]}}", 8, "no proper dtype")]
    [InlineData("{" + KernelEntry + ",\"dense/bias\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[24,32]}}", 8, "list of numbers")]
    [InlineData("{" + KernelEntry + ",\"dense/bias\":{\"dtype\":\"F32\",\"shape\":[2],\"shape\":[2],\"data_offsets\":[24,32]}}", 8, "'dense/bias' has two shapes")]
    [InlineData("{" + KernelEntry + ",\"dense/bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[24,32],\"data_offsets\":[24,32]}}", 8, "'dense/bias' has data_offsets twice")]
    [InlineData("{" + KernelEntry + ",\"dense/bias\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[24,32]}}", 8, "'dense/bias' has no proper dtype")]
    [InlineData("{" + KernelEntry + ",\"dense/bias\":[1]}", 8, "'dense/bias' is no object")]
    [InlineData("{" + KernelEntry + "," + KernelEntry + "," + BiasEntry + "}", 8, "'dense/kernel' twice")]
    [InlineData("{" + KernelEntry + "," + BiasEntry, 8, "broken safetensors header")]
    [InlineData("{" + KernelEntry + "," + BiasEntry + "} x", 8, "broken safetensors header")]
    [InlineData("[]", 8, "broken safetensors header")]
    [InlineData("", 8, "broken safetensors header")]
    [InlineData("{" + KernelEntry + "," + BiasEntry + "}", 7, "cut short: its tensors have 32 bytes, 28 came")]
    [InlineData("{" + KernelEntry + "," + BiasEntry + "}", 9, "goes on after the 32 bytes")]
    public void Content_that_is_not_this_networks_is_refused_and_changes_nothing(string header, int values, string complaint) =>
        AssertRefused(Content(header, new float[values]).ToArray(), complaint);

    [Theory]
    [InlineData(new byte[0], "it has 0 bytes")]
    [InlineData(new byte[] { 1, 2, 3 }, "it has 3 bytes")]
    [InlineData(new byte[] { 10, 0, 0, 0, 0, 0, 0, 0, 1 }, "claims a header of 10 bytes where at most 1 are possible")]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255 }, "claims a header of 18446744073709551615 bytes")]
    [InlineData(new byte[] { 0, 0, 0, 0, 1, 0, 0, 0 }, "claims a header of 4294967296 bytes")]
    public void Impossible_header_lengths_are_refused(byte[] content, string complaint) => AssertRefused(content, complaint);

    /// <summary>Weights of others have a package that reads them, which the message names; bytes that only resemble theirs have not.</summary>
    [Theory]
    [InlineData(new byte[] { 0x89, (byte)'H', (byte)'D', (byte)'F', 13, 10, 26, 10 }, true)]
    [InlineData(new byte[] { (byte)'P', (byte)'K', 3, 4, 20, 0, 0, 0 }, true)]
    [InlineData(new byte[] { 0x80, 2, 0, 0, 0, 0, 0, 0 }, true)]
    [InlineData(new byte[] { 0x80, 3, 0, 0, 0, 0, 0, 0 }, true)]
    [InlineData(new byte[] { 0x80, 5, 0, 0, 0, 0, 0, 0 }, true)]
    [InlineData(new byte[] { 0x80, 1, 0, 0, 0, 0, 0, 0 }, false)]
    [InlineData(new byte[] { 0x80, 6, 0, 0, 0, 0, 0, 0 }, false)]
    [InlineData(new byte[] { 0x81, 2, 0, 0, 0, 0, 0, 0 }, false)]
    [InlineData(new byte[] { (byte)'P', (byte)'K', 5, 6, 0, 0, 0, 0 }, false)]
    public void Weights_of_others_are_named(byte[] content, bool isKnown) =>
        AssertRefused(content, isKnown ? "which 'LoadFrom' of the package NetGen.Import reads" : "it claims a header of ");

    [Fact]
    public void A_stream_that_ends_within_its_header_is_refused()
    {
        using var stream = new ForwardOnlyStream([100, 0, 0, 0, 0, 0, 0, 0, (byte)'{']);
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => new LinearNetwork(3, [2]).Load(stream));
        Assert.Contains("its header has 100 bytes, 1 came", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_that_claims_a_long_header_reserves_no_more_than_comes()
    {
        using var stream = new ForwardOnlyStream(BitConverter.GetBytes(100_000_000UL));
        var network = new LinearNetwork(3, [2]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => network.Load(stream));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
    }

    /// <summary>Not after the first part of it has come, either.</summary>
    [Fact]
    public void A_long_header_that_breaks_off_reserves_twice_what_has_come()
    {
        const int Came = 1_500_000;
        using var stream = new ForwardOnlyStream([.. BitConverter.GetBytes(100_000_000UL), .. new byte[Came]]);
        var network = new LinearNetwork(3, [2]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains($"{Came} came", Assert.Throws<InvalidDataException>(() => network.Load(stream)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8_000_000);
    }

    [Fact]
    public void A_long_header_is_read_from_a_stream_that_cannot_seek()
    {
        string padding = new(' ', 3_000_000);
        using var stream = new ForwardOnlyStream(Content($"{{{KernelEntry},{BiasEntry}}}{padding}", [1, 2, 3, 4, 5, 6, 7, 8]).ToArray());
        var network = new LinearNetwork(3, [2]);
        network.Load(stream);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], network.Parameters.Values.ToArray());
    }

    [Fact]
    public void A_shape_of_very_many_sides_is_refused_before_it_is_kept()
    {
        string sides = string.Join(",", Enumerable.Repeat("1", 2_000_000));
        using MemoryStream content = Content($"{{\"a\":{{\"dtype\":\"F32\",\"shape\":[{sides}],\"data_offsets\":[0,4]}}}}", [1]);
        var network = new LinearNetwork(3, [2]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => network.Load(content));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, content.Length + 1_000_000);
        Assert.Contains("'a' has a list of more than 64 numbers", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(64, "It lacks dense/kernel, dense/bias. It has a, which")]
    [InlineData(65, "'a' has a list of more than 64 numbers")]
    public void A_shape_has_64_sides_at_most(int sides, string complaint) =>
        AssertRefused(
            Content($"{{\"a\":{{\"dtype\":\"F32\",\"shape\":[{string.Join(",", Enumerable.Repeat("1", sides))}],\"data_offsets\":[0,4]}}}}", [1]).ToArray(),
            complaint);

    [Theory]
    [InlineData("{\"\\u001b[2J\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}")]
    [InlineData("{\"\\u001b[2J\":7}")]
    [InlineData("{\"a\":{\"\\u001b[2J\":7}}")]
    [InlineData("{\"\\u001b[2J\":{},\"\\u001b[2J\":{}}")]
    [InlineData("{\"\\u001b[2J\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}")]
    [InlineData("{\"dense/kernel\":{\"dtype\":\"\\u001b[2J\",\"shape\":[3,2],\"data_offsets\":[0,24]}," + BiasEntry + "}")]
    [InlineData("{\u001b[2J:7}")]
    public void What_a_file_says_is_escaped_in_messages(string header)
    {
        string message = Assert.Throws<InvalidDataException>(() => new LinearNetwork(3, [2]).Load(Content(header, [1]))).Message;
        Assert.DoesNotContain(message, char.IsControl);
    }

    [Fact]
    public void Messages_do_not_grow_with_the_file()
    {
        string tensors = string.Join(",", Enumerable.Range(0, 20_000).Select(i => $"\"tensor {i}\":{{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}"));
        string longName = $"\"{new string('x', 100_000)}\":{{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}";
        string message = Assert.Throws<InvalidDataException>(() => new LinearNetwork(3, [2]).Load(Content($"{{{longName},{tensors}}}", []))).Message;
        Assert.Contains("xxx... (100,000 characters), tensor 0, ", message, StringComparison.Ordinal);
        Assert.Contains("tensor 8 and 19,991 more, which the network has not", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 0, 1_000);
    }

    [Fact]
    public void Text_that_is_no_UTF8_is_refused()
    {
        byte[] content = Content("{\"dense/X\":{}}", []).ToArray();
        content[Array.IndexOf(content, (byte)'X')] = 0xFF;
        AssertRefused(content, "broken safetensors header");
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        byte[] whole = Content($"{{{KernelEntry},{BiasEntry}}}", new float[8]).ToArray();
        for (int length = 0; length < whole.Length; length++)
        {
            AssertRefused(whole[..length], "");
        }
    }

    private void AssertRefused(byte[] content, string complaint)
    {
        string path = PathOf("bad.safetensors");
        File.WriteAllBytes(path, content);
        var network = new LinearNetwork(3, [2]);
        int[] before = Bits(network);
        int version = network.Parameters.Version;
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => network.Load(path));
        Assert.Contains(complaint, exception.Message, StringComparison.Ordinal);
        Assert.StartsWith(path, exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, Bits(network));
        Assert.Equal(version, network.Parameters.Version);
    }

    private static MemoryStream Content(string header, float[] values)
    {
        var stream = new MemoryStream();
        byte[] json = Encoding.UTF8.GetBytes(header);
        stream.Write(BitConverter.GetBytes((ulong)json.Length));
        stream.Write(json);
        foreach (float value in values)
        {
            stream.Write(BitConverter.GetBytes(value));
        }

        stream.Position = 0;
        return stream;
    }

    private static int[] Bits(LinearNetwork network) => [.. network.Parameters.Values.ToArray().Select(BitConverter.SingleToInt32Bits)];

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
