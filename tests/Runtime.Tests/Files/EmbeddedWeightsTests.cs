using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using NetGen.Execution;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Files;

/// <summary>Weights that stand in an assembly, which lies in memory where it was loaded from a file.</summary>
public sealed class EmbeddedWeightsTests
{
    private const string Resource = "weights.safetensors";
    private const string Singles = "{\"dense/bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"dense/kernel\":{\"dtype\":\"F32\",\"shape\":[3,2],\"data_offsets\":[8,32]}}";
    private const string Halves = "{\"dense/bias\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]},\"dense/kernel\":{\"dtype\":\"F32\",\"shape\":[3,2],\"data_offsets\":[4,28]}}";
    private const string Doubles = "{\"dense/bias\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]},\"dense/kernel\":{\"dtype\":\"F32\",\"shape\":[3,2],\"data_offsets\":[16,40]}}";
    private static readonly byte[] Kernel = Bytes([1f, 2f, 3f, 4f, 5f, 6f]);

    private static byte[] Single => Content(Singles, [.. Bytes([7f, 8f]), .. Kernel]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Weights_of_every_type_are_loaded_all_at_once(bool isMapped)
    {
        foreach (byte[] content in (byte[][])
        [
            Single, Content(Halves, [.. Bytes([(Half)7, (Half)8]), .. Kernel]), Content(Doubles, [.. Bytes([7.0, 8.0]), .. Kernel]),
        ])
        {
            LinearNetwork network = Network();
            int version = network.Parameters.Version;
            using var assembly = new FakeAssembly(content, isMapped);

            new EmbeddedWeights(new FakeType(assembly), Resource).Load(network.Parameters);

            Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], network.Parameters.Values.ToArray());
            Assert.Equal(version + 1, network.Parameters.Version);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_cut_short_or_goes_on_is_refused_and_changes_nothing(bool isMapped)
    {
        AssertRefused([.. Single, 0], "goes on after the 32 bytes", isMapped);
        AssertRefused(Single[..^1], "its tensors have 32 bytes, 31 came", isMapped);
        for (int length = 0; length < Single.Length; length++)
        {
            AssertRefused(Single[..length], "", isMapped);
        }
    }

    [Fact]
    public void A_resource_of_another_network_is_refused_by_its_name()
    {
        using var assembly = new FakeAssembly(Single, isMapped: true);
        var network = new LinearNetwork(2, [2]);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => new EmbeddedWeights(new FakeType(assembly), Resource).Load(network.Parameters));

        Assert.StartsWith($"The resource '{Resource}' has 'dense/kernel' of shape (3, 2)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.Throws<ArgumentNullException>("network", () => new EmbeddedWeights(null!, Resource));
        Assert.Throws<ArgumentNullException>("resource", () => new EmbeddedWeights(typeof(LinearNetwork), null!));
        Assert.Throws<ArgumentNullException>("parameters", () => new EmbeddedWeights(typeof(LinearNetwork), Resource).Load(null!));
        Assert.Contains(
            $"The assembly of LinearNetwork lacks the resource '{Resource}'",
            Assert.Throws<InvalidOperationException>(() => new EmbeddedWeights(typeof(LinearNetwork), Resource).Load(Network().Parameters)).Message,
            StringComparison.Ordinal);
    }

    private static void AssertRefused(byte[] content, string complaint, bool isMapped)
    {
        LinearNetwork network = Network();
        int version = network.Parameters.Version;
        using var assembly = new FakeAssembly(content, isMapped);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => new EmbeddedWeights(new FakeType(assembly), Resource).Load(network.Parameters));

        Assert.Contains(complaint, exception.Message, StringComparison.Ordinal);
        Assert.Equal(Network().Parameters.Values.ToArray(), network.Parameters.Values.ToArray());
        Assert.Equal(version, network.Parameters.Version);
    }

    private static LinearNetwork Network() => new(3, [2], seed: 3);

    private static byte[] Bytes<T>(T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    private static byte[] Content(string header, byte[] data)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((ulong)json.Length), .. json, .. data];
    }

    private sealed class FakeType(Assembly assembly) : TypeDelegator(typeof(LinearNetwork))
    {
        public override Assembly Assembly => assembly;
    }

    /// <summary>An assembly with one resource, in memory as that of a file is, or in a stream of another kind.</summary>
    private sealed class FakeAssembly(byte[] content, bool isMapped) : Assembly, IDisposable
    {
        private readonly GCHandle _pinned = GCHandle.Alloc(content, GCHandleType.Pinned);

        public override Stream? GetManifestResourceStream(string name) => name == Resource ? isMapped ? Mapped() : new ForwardOnlyStream(content) : null;

        public void Dispose() => _pinned.Free();

        private unsafe UnmanagedMemoryStream Mapped() => new((byte*)_pinned.AddrOfPinnedObject(), content.Length);
    }
}
