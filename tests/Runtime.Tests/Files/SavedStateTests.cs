using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Files;

public sealed class SavedStateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => System.IO.Path.Combine(_folder.Path, "state.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Everything_comes_back_with_its_bits()
    {
        float[] singles = [1.5f, -0f, float.NaN, float.NegativeInfinity, float.Epsilon];
        double[] doubles = [Math.PI, -0.0, double.PositiveInfinity, double.Epsilon];
        long[] numbers = [long.MinValue, -1, long.MaxValue];
        var state = new SavedState();
        state.Set("text", "ä \"{}\" \n");
        state.Set("empty", "");
        state.Set("whole", long.MinValue);
        state.Set("number", 0.1 + 0.2);
        state.Set("minus zero", -0.0);
        state.Set("nan", double.NaN);
        state.Set("infinite", double.NegativeInfinity);
        state.Set("true", true);
        SavedState part = state.Part("part").Part("of it");
        part.Set("singles", singles, [5, 1]);
        part.Set("doubles", doubles);
        part.Set("numbers", numbers);
        part.Set("none", ReadOnlySpan<float>.Empty);
        part.Set("one", [7f]);
        state.Save(Path);

        SavedState loaded = SavedState.Load(Path);
        Assert.Equal(state.Names.Order(), loaded.Names.Order());
        Assert.Equal("ä \"{}\" \n", loaded.GetString("text"));
        Assert.Equal("", loaded.GetString("empty"));
        Assert.Equal(long.MinValue, loaded.GetInt64("whole"));
        Assert.Equal(0.1 + 0.2, loaded.GetDouble("number"));
        Assert.True(double.IsNegative(loaded.GetDouble("minus zero")));
        Assert.True(double.IsNaN(loaded.GetDouble("nan")));
        Assert.Equal(double.NegativeInfinity, loaded.GetDouble("infinite"));
        Assert.True(loaded.GetBoolean("true"));
        SavedState same = loaded.Part("part/of it");
        Assert.Equal(singles.Select(BitConverter.SingleToUInt32Bits), same.GetSingles("singles").ToArray().Select(BitConverter.SingleToUInt32Bits));
        Assert.Equal(doubles.Select(BitConverter.DoubleToUInt64Bits), same.GetDoubles("doubles").ToArray().Select(BitConverter.DoubleToUInt64Bits));
        Assert.Equal(numbers, same.GetInt64s("numbers").ToArray());
        Assert.Equal(0, same.GetSingles("none").Length);
        Assert.Equal([7f], same.GetSingles("one").ToArray());
        foreach (Stream stream in (Stream[])[File.OpenRead(Path), new ForwardOnlyStream(File.ReadAllBytes(Path))])
        {
            using (stream)
            {
                Assert.Equal(singles.Select(BitConverter.SingleToUInt32Bits), StateFile.Read(stream, "x").Part("part/of it").GetSingles("singles").ToArray().Select(BitConverter.SingleToUInt32Bits));
            }
        }
    }

    [Fact]
    public void Texts_alone_and_nothing_at_all_come_back()
    {
        var state = new SavedState();
        state.Save(Path);
        Assert.Empty(SavedState.Load(Path).Names);
        state.Set("epoch", 3L);
        state.Save(Path);
        Assert.Equal(["epoch"], SavedState.Load(Path).Names);
        Assert.Equal(3, SavedState.Load(Path).GetInt64("epoch"));
    }

    [Fact]
    public void What_is_set_anew_takes_the_place_of_what_was_there_and_the_rest_goes()
    {
        var state = new SavedState();
        state.Set("epoch", 3L);
        state.Set("best", 0.5);
        state.Set("values", [1f, 2f]);
        state.Part("optimizer").Set("momentum", [1f]);
        state.BeginAnew();
        state.Set("epoch", 4L);
        state.Set("values", [3f, 4f]);
        state.DropStale();
        Assert.Equal(["epoch", "values"], state.Names);
        Assert.Equal(4, state.GetInt64("epoch"));
        Assert.Equal([3f, 4f], state.GetSingles("values").ToArray());
        state.DropStale();
        Assert.Equal(["epoch", "values"], state.Names);
    }

    [Fact]
    public void Arrays_are_copied_into_room_of_their_length_alone()
    {
        var state = new SavedState();
        state.Set("counts", [1L, 2L]);
        state.Set("values", [1f, 2f]);
        long[] counts = new long[2];
        state.CopyTo("counts", counts);
        Assert.Equal([1, 2], counts);
        Assert.Contains("'counts' has 2 values where 3 are expected", Assert.Throws<InvalidDataException>(() => state.CopyTo("counts", new long[3])).Message);
        Assert.Contains("'counts' has 2 values where 1 are expected", Assert.Throws<InvalidDataException>(() => state.CopyTo("counts", new long[1])).Message);
        Assert.Contains("'values' has 2 values where 3 are expected", Assert.Throws<InvalidDataException>(() => state.CopyTo("values", new float[3])).Message);
        Assert.Contains("'values' has 2 values where 1 are expected", Assert.Throws<InvalidDataException>(() => state.CopyTo("values", new float[1])).Message);
    }

    [Fact]
    public void What_is_missing_is_refused_by_name()
    {
        var state = new SavedState();
        Assert.Throws<ArgumentNullException>("value", () => state.Set("text", (string)null!));
        Assert.Throws<ArgumentNullException>("name", () => state.Set(null!, "x"));
        Assert.Throws<ArgumentException>("name", () => state.Set("", 1.5));
        Assert.Throws<ArgumentNullException>("name", () => state.Part(null!));
        Assert.Throws<ArgumentException>("name", () => state.Part(""));
        Assert.Empty(state.Names);
    }

    [Fact]
    public void What_is_missing_or_of_another_kind_is_named()
    {
        var state = new SavedState();
        state.Set("text", "x");
        state.Part("optimizer").Set("values", [1f]);
        Assert.Contains("'wait'", Assert.Throws<InvalidDataException>(() => state.GetInt64("wait")).Message);
        Assert.Contains("'text'", Assert.Throws<InvalidDataException>(() => state.GetInt64("text")).Message);
        Assert.Contains("'optimizer/values'", Assert.Throws<InvalidDataException>(() => state.Part("optimizer").GetString("values")).Message);
        Assert.Contains("'text'", Assert.Throws<InvalidDataException>(() => state.GetDoubles("text").Length).Message);
        Assert.Throws<ArgumentException>(() => state.Set("values", [1f, 2f], [3]));
    }

    [Fact]
    public void No_bit_of_a_file_can_change_unseen()
    {
        var state = new SavedState();
        state.Set("epoch", 3L);
        state.Set("learning_rate", 0.001);
        state.Part("optimizer").Set("momentum", [1f, 2f, 3f], [3]);
        state.Set("losses", [0.5, 0.25]);
        state.Save(Path);
        byte[] whole = File.ReadAllBytes(Path);
        SavedState before = SavedState.Load(Path);
        int unchanged = 0;
        for (int i = 0; i < whole.Length * 8; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i / 8] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(Path, damaged);
            try
            {
                // A blank that became another one, or a letter that is written in another way, says the same.
                SavedState loaded = SavedState.Load(Path);
                Assert.Equal(before.Names.Order(), loaded.Names.Order());
                Assert.Equal(before.GetString("learning_rate"), loaded.GetString("learning_rate"));
                Assert.Equal(before.Part("optimizer").GetSingles("momentum").ToArray(), loaded.Part("optimizer").GetSingles("momentum").ToArray());
                unchanged++;
            }
            catch (InvalidDataException)
            {
            }
        }

        Assert.InRange(unchanged, 0, 30);
    }

    [Fact]
    public void A_file_that_was_cut_short_anywhere_is_refused()
    {
        var state = new SavedState();
        state.Set("epoch", 3L);
        state.Set("values", [1f, 2f, 3f]);
        state.Save(Path);
        byte[] whole = File.ReadAllBytes(Path);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(Path, whole[..length]);
            Assert.Throws<InvalidDataException>(() => SavedState.Load(Path));
            Assert.Throws<InvalidDataException>(() => StateFile.Read(new ForwardOnlyStream(whole[..length]), "x"));
        }

        Assert.Contains("x is cut short: its tensors have 12 bytes, 11 came", Assert.Throws<InvalidDataException>(() => StateFile.Read(new ForwardOnlyStream(whole[..^1]), "x")).Message);
        File.WriteAllBytes(Path, [.. whole, 0]);
        Assert.Throws<InvalidDataException>(() => SavedState.Load(Path));
    }

    /// <summary>A name, a kind and a text are part of the content, as each number is.</summary>
    [Fact]
    public void Another_content_has_another_checksum()
    {
        var sums = new HashSet<string>();
        foreach (Action<SavedState> set in (Action<SavedState>[])
        [
            state => { }, state => state.Set("a", "x"), state => state.Set("a", "y"), state => state.Set("b", "x"), state => state.Set("a", [0f, 0f]), state => state.Set("a", [0.0]),
            state => state.Set("a", [0L]), state => state.Set("a", [0L, 0L]), state => state.Set("a", [1L]), state => state.Set("b", [0L]),
            state =>
            {
                state.Set("a", "x");
                state.Set("b", "x");
            },
        ])
        {
            var state = new SavedState();
            set(state);
            state.Save(Path);
            Assert.True(sums.Add(Checksum()));
        }

        // Files of other versions are read too, so that the sum of a content stays what it is.
        var known = new SavedState();
        known.Set("epoch", 3L);
        known.Set("values", [1f, 2f]);
        known.Save(Path);
        Assert.Equal("4fa022e8", Checksum());

        string Checksum()
        {
            string text = File.ReadAllText(Path, Encoding.Latin1);
            int at = text.IndexOf("\"checksum\":\"", StringComparison.Ordinal) + 12;
            return text[at..(at + 8)];
        }
    }

    [Theory]
    [InlineData("\"a\":{\"dtype\":\"I32\",\"shape\":[2],\"data_offsets\":[0,8]}", 8, "'a' as I32 of shape (2) in 8 bytes, which no saved state has")]
    [InlineData("\"a\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[0,8]}", 8, "'a' as I32 of shape (1) in 8 bytes, which no saved state has")]
    [InlineData("\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}", 8, "'a' as F32 of shape (1) in 8 bytes, which no saved state has")]
    [InlineData("\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,6]}", 6, "'a' as F32 of shape (1) in 6 bytes, which no saved state has")]
    [InlineData("\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,12]}", 12, "'a' as F64 of shape (1) in 12 bytes, which no saved state has")]
    [InlineData("\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,12]}", 12, "'a' as I64 of shape (1) in 12 bytes, which no saved state has")]
    [InlineData("\"\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}", 4, "'' as F32 of shape (1) in 4 bytes, which no saved state has")]
    [InlineData("\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,12]}", 12, "'b' as F32 of shape (1) in 8 bytes")]
    [InlineData("\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}", 0, "which no saved state has")]
    [InlineData("\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387905,4],\"data_offsets\":[0,16]}", 16, "which no saved state has")]
    [InlineData("\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647],\"data_offsets\":[0,8589934588]}", 4, "which no saved state has")]
    [InlineData("\"a\":{\"dtype\":\"F32\",\"shape\":[1000000000],\"data_offsets\":[0,4000000000]}", 4, "is cut short: its tensors have 4000000000 bytes, 4 came")]
    [InlineData("\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}", 8, "goes on after the 4 bytes")]
    [InlineData("\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}", 4, "is damaged: its content has not the checksum")]
    public void Content_that_no_saved_state_has_is_refused(string tensors, int bytes, string complaint) =>
        AssertRefused($"{{\"__metadata__\":{{\"checksum\":\"00000000\"}},{tensors}}}", bytes, complaint);

    [Theory]
    [InlineData("[\"checksum\"]", "metadata is no object")]
    [InlineData("\"checksum\"", "metadata is no object")]
    [InlineData("{\"checksum\":0}", "'checksum' that is no text")]
    [InlineData("{\"a\":\"x\",\"checksum\":{}}", "'checksum' that is no text")]
    [InlineData("{\"a\":\"x\",\"a\":\"y\"}", "metadata has 'a' twice")]
    [InlineData("{\"a\":\"x\"}", "holds no saved state")]
    [InlineData("{}", "holds no saved state")]
    [InlineData("{\"checksum\":\"00000001\"}", "is damaged")]
    [InlineData("{\"\":\"x\",\"checksum\":\"00000001\"}", "is damaged")]
    public void Metadata_of_another_kind_is_refused(string metadata, string complaint) => AssertRefused($"{{\"__metadata__\":{metadata}}}", 0, complaint);

    private void AssertRefused(string header, int bytes, string complaint)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        File.WriteAllBytes(Path, [.. BitConverter.GetBytes((ulong)json.Length), .. json, .. new byte[bytes]]);
        Assert.Contains(complaint, Assert.Throws<InvalidDataException>(() => SavedState.Load(Path)).Message);
    }

    [Fact]
    public void Weights_are_no_saved_state()
    {
        new LinearNetwork(2, [2]).Save(Path);
        Assert.Contains("no saved state", Assert.Throws<InvalidDataException>(() => SavedState.Load(Path)).Message);
    }
}
