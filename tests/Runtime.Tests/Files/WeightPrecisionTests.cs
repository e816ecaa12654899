using System;
using System.IO;
using System.Linq;
using System.Text;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Files;

/// <summary>Files of half precision: what is rounded when they are written, and that nothing is when they are read.</summary>
public sealed class WeightPrecisionTests
{
    // A network of six weights and two biases.
    private const int Values = 8;

    [Theory]
    [InlineData(1f, 1f)]
    [InlineData(0.1f, 0.099975586f)]
    [InlineData(1.00048828125f, 1f)] // halfway, to the even neighbour below
    [InlineData(1.00146484375f, 1.001953125f)] // halfway, to the even one above
    [InlineData(65504f, 65504f)]
    [InlineData(-65519.99f, -65504f)]
    [InlineData(6e-8f, 5.9604645e-8f)] // the smallest subnormal half
    [InlineData(2e-8f, 0f)]
    [InlineData(-0f, -0f)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(float.NaN, float.NaN)]
    public void Saving_in_half_precision_rounds_to_the_nearest(float value, float stored)
    {
        LinearNetwork network = With(value);
        using var stream = new MemoryStream();
        network.Save(stream, WeightPrecision.Float16);
        Assert.Equal(value, network.Parameters["dense/bias"].Values[1]);

        LinearNetwork loaded = Loaded(stream.ToArray());

        Assert.Equal(BitConverter.SingleToInt32Bits(stored), BitConverter.SingleToInt32Bits(loaded.Parameters["dense/bias"].Values[1]));
    }

    [Fact]
    public void Half_precision_takes_half_the_bytes_and_is_told_in_the_header()
    {
        byte[] single = Saved(With(1), WeightPrecision.Float32);
        byte[] half = Saved(With(1), WeightPrecision.Float16);

        Assert.Equal(Values * sizeof(float), single.Length - HeaderEnd(single));
        Assert.Equal(Values * sizeof(ushort), half.Length - HeaderEnd(half));
        Assert.Contains("\"dense/kernel\":{\"dtype\":\"F16\",\"shape\":[3,2],\"data_offsets\":[0,12]}", Encoding.UTF8.GetString(half), StringComparison.Ordinal);
        Assert.Equal(single, Saved(With(1)));
    }

    [Fact]
    public void Every_half_is_read_as_the_number_that_it_is()
    {
        for (int first = 0; first <= ushort.MaxValue; first += Values)
        {
            ushort[] bits = [.. Enumerable.Range(first, Values).Select(value => (ushort)value)];
            float[] read = Loaded(Content("F16", bits)).Parameters.Values.ToArray();

            Assert.Equal(bits.Select(value => (double)BitConverter.UInt16BitsToHalf(value)), read.Select(value => (double)value));
        }
    }

    [Fact]
    public void Bfloat16_is_the_upper_half_of_a_float()
    {
        ushort[] bits = [0x3F80, 0xBF80, 0x4049, 0x0001, 0x7F7F, 0xFF80, 0x8000, 0x7FC1];

        Assert.Equal(
            bits.Select(value => (uint)value << 16),
            Loaded(Content("BF16", bits)).Parameters.Values.ToArray().Select(BitConverter.SingleToUInt32Bits));
    }

    [Fact]
    public void Tensors_of_a_file_may_differ_in_type()
    {
        const string Header = "{\"dense/bias\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[24,28]},\"dense/kernel\":{\"dtype\":\"F32\",\"shape\":[3,2],\"data_offsets\":[0,24]}}";
        byte[] data = [.. Enumerable.Range(1, 6).SelectMany(value => BitConverter.GetBytes((float)value)), 0x80, 0x3F, 0x00, 0x40];

        Assert.Equal([1, 2, 3, 4, 5, 6, 1, 2], Loaded([.. Head(Header), .. data]).Parameters.Values.ToArray());
    }

    [Theory]
    [InlineData(65520f)]
    [InlineData(-1e30f)]
    public void A_value_beyond_half_precision_is_refused_by_name_and_nothing_is_written(float value)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "old");
            using var stream = new MemoryStream();
            OverflowException exception = Assert.Throws<OverflowException>(() => With(value).Save(stream, WeightPrecision.Float16));
            Assert.Throws<OverflowException>(() => With(value).Save(path, WeightPrecision.Float16));

            Assert.Contains("'dense/bias' holds ", exception.Message, StringComparison.Ordinal);
            Assert.Contains(" at place 1, and half precision ends at 65504", exception.Message, StringComparison.Ordinal);
            Assert.Equal(0, stream.Length);
            Assert.Equal("old", File.ReadAllText(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("F16", 7, "cut short: its tensors have 16 bytes, 14 came")]
    [InlineData("BF16", 9, "goes on after the 16 bytes")]
    [InlineData("F8_E4M3", 8, "'dense/kernel' in F8_E4M3; only F32, F16, BF16 and F64 are read")]
    public void Halves_are_counted(string type, int values, string complaint)
    {
        byte[] content = Content(type, new ushort[values]);

        Assert.Contains(complaint, Assert.Throws<InvalidDataException>(() => Loaded(content)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.1, 0.1f)]
    [InlineData(1.00000005960464477539, 1f)] // halfway, to the even neighbour below
    [InlineData(1.00000017881393432617, 1.00000024f)] // halfway, to the even one above
    [InlineData(3.4028235677973362e38, float.MaxValue)] // below halfway to what would be the next
    [InlineData(1e-45, float.Epsilon)]
    [InlineData(1e-46, 0f)]
    [InlineData(-1e-300, -0f)]
    [InlineData(double.NegativeInfinity, float.NegativeInfinity)]
    [InlineData(double.NaN, float.NaN)]
    public void Double_precision_is_rounded_to_the_nearest(double value, float read)
    {
        foreach (Stream stream in (Stream[])[new MemoryStream(Doubles(7, value)), new ForwardOnlyStream(Doubles(7, value))])
        {
            var network = new LinearNetwork(3, [2], seed: 2);
            network.Load(stream);

            Assert.Equal([1, 2, 3, 4, 5, 6, 7], network.Parameters.Values[..7].ToArray());
            Assert.Equal(BitConverter.SingleToInt32Bits(read), BitConverter.SingleToInt32Bits(network.Parameters.Values[7]));
        }
    }

    [Theory]
    [InlineData(0, 1e39, "holds 1E+39 in 'dense/kernel' at place 0: single precision, in which networks compute, ends at 3.4028235E+38")]
    [InlineData(7, -3.5e38, "holds -3.5E+38 in 'dense/bias' at place 1: single precision")]
    public void A_number_beyond_single_precision_is_refused_by_name_and_place_and_nothing_changes(int place, double value, string complaint)
    {
        var network = new LinearNetwork(3, [2], seed: 2);
        float[] before = network.Parameters.Values.ToArray();
        using var stream = new MemoryStream(Doubles(place, value));

        Assert.Contains(complaint, Assert.Throws<InvalidDataException>(() => network.Load(stream)).Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Parameters.Values.ToArray());
    }

    /// <summary>More numbers than are read at once, of all types that there are.</summary>
    [Fact]
    public void Large_tensors_are_read_piece_by_piece()
    {
        const int Features = 50_001;
        var network = new LinearNetwork(Features, [1]);
        float[] expected = [.. Enumerable.Range(0, Features + 1).Select(i => i % 251f)];
        foreach ((string type, Func<float, byte[]> bytes) in ((string, Func<float, byte[]>)[])
        [
            ("F32", BitConverter.GetBytes), ("F16", value => BitConverter.GetBytes((Half)value)), ("F64", value => BitConverter.GetBytes((double)value)),
            ("BF16", value => BitConverter.GetBytes(value)[2..]),
        ])
        {
            int size = bytes(0).Length;
            byte[] content =
            [
                .. Head($"{{\"dense/bias\":{{\"dtype\":\"{type}\",\"shape\":[1],\"data_offsets\":[{Features * size},{(Features + 1) * size}]}},"
                    + $"\"dense/kernel\":{{\"dtype\":\"{type}\",\"shape\":[{Features},1],\"data_offsets\":[0,{Features * size}]}}}}"),
                .. expected.SelectMany(bytes),
            ];
            network.Load(new MemoryStream(content));
            Assert.Equal(expected, network.Parameters.Values.ToArray());

            InvalidDataException cut = Assert.Throws<InvalidDataException>(() => network.Load(new ForwardOnlyStream(content[..^1])));
            Assert.Contains($"its tensors have {(Features + 1) * size} bytes, {((Features + 1) * size) - 1} came", cut.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Other_precisions_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>("precision", () => With(1).Save(Stream.Null, (WeightPrecision)7));

    private static LinearNetwork With(float value)
    {
        var network = new LinearNetwork(3, [2], seed: 1);
        network.Parameters["dense/bias"].Set([0, value]);
        return network;
    }

    private static byte[] Saved(LinearNetwork network, WeightPrecision precision = WeightPrecision.Float32)
    {
        using var stream = new MemoryStream();
        network.Save(stream, precision);
        return stream.ToArray();
    }

    private static LinearNetwork Loaded(byte[] content)
    {
        var network = new LinearNetwork(3, [2], seed: 2);
        using var stream = new MemoryStream(content);
        network.Load(stream);
        return network;
    }

    private static int HeaderEnd(byte[] content) => sizeof(ulong) + (int)BitConverter.ToUInt64(content);

    private static byte[] Content(string type, ushort[] values) =>
    [
        .. Head($"{{\"dense/kernel\":{{\"dtype\":\"{type}\",\"shape\":[3,2],\"data_offsets\":[0,12]}},\"dense/bias\":{{\"dtype\":\"{type}\",\"shape\":[2],\"data_offsets\":[12,16]}}}}"),
        .. values.SelectMany(BitConverter.GetBytes),
    ];

    /// <summary>The numbers 1 to 8 in double precision, one of them replaced.</summary>
    private static byte[] Doubles(int place, double value) =>
    [
        .. Head("{\"dense/kernel\":{\"dtype\":\"F64\",\"shape\":[3,2],\"data_offsets\":[0,48]},\"dense/bias\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[48,64]}}"),
        .. Enumerable.Range(0, Values).SelectMany(i => BitConverter.GetBytes(i == place ? value : i + 1)),
    ];

    private static byte[] Head(string header)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((ulong)json.Length), .. json];
    }
}
