using System;
using System.IO;
using System.Linq;
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
        }

        File.WriteAllBytes(Path, [.. whole, 0]);
        Assert.Throws<InvalidDataException>(() => SavedState.Load(Path));
    }

    [Fact]
    public void Weights_are_no_saved_state()
    {
        new LinearNetwork(2, [2]).Save(Path);
        Assert.Contains("no saved state", Assert.Throws<InvalidDataException>(() => SavedState.Load(Path)).Message);
    }
}
