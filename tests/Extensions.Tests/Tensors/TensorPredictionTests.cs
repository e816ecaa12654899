using System;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;
using Xunit;

namespace NetGen.Extensions.Tests.Tensors;

public class TensorPredictionTests
{
    private static readonly SmallNet Network = new(seed: 3);
    private static readonly OtherNet Vector = new(seed: 3);

    [Fact]
    public void A_sample_has_the_networks_shape_and_so_has_its_output()
    {
        float[] values = Values(1);
        Tensor<float> output = Network.Predict(Tensor.Create(values, [2, 3, 2]));
        Assert.Equal([3], output.Lengths.ToArray());
        Assert.Equal(Network.Predict(values), Flat(output));

        Tensor<float> other = Vector.Predict(Tensor.Create<float>([1, 2, 3, 4]));
        Assert.Equal([1], other.Lengths.ToArray());
        Assert.Equal(Vector.Predict([1, 2, 3, 4]), Flat(other));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void A_batch_has_the_number_of_samples_before_it_and_so_has_its_output(int count)
    {
        float[] values = Values(count);
        Tensor<float> output = Network.Predict(Tensor.Create(values, [count, 2, 3, 2]));
        Assert.Equal([count, 3], output.Lengths.ToArray());
        Assert.Equal(Network.Predict(values), Flat(output));
    }

    [Fact]
    public void Tensors_and_their_spans_give_the_same()
    {
        float[] values = Values(4);
        Tensor<float> tensor = Tensor.Create(values, [4, 2, 3, 2]);
        float[] expected = Network.Predict(values);
        Assert.Equal(expected, Flat(Network.Predict(tensor)));
        Assert.Equal(expected, Flat(Network.Predict(tensor.AsTensorSpan())));
        Assert.Equal(expected, Flat(Network.Predict(tensor.AsReadOnlyTensorSpan())));

        foreach (int kind in (int[])[0, 1, 2])
        {
            Tensor<float> output = Tensor.CreateFromShape<float>([4, 3]);
            switch (kind)
            {
                case 0:
                    Network.Predict(tensor, output);
                    break;
                case 1:
                    Network.Predict(tensor.AsTensorSpan(), output);
                    break;
                default:
                    Network.Predict(tensor.AsReadOnlyTensorSpan(), output.AsTensorSpan());
                    break;
            }

            Assert.Equal(expected, Flat(output));
        }
    }

    /// <summary>Images of PyTorch's order, channels first, and images cut out of larger ones.</summary>
    [Fact]
    public void Transposed_tensors_and_slices_are_read_as_they_say()
    {
        Tensor<float> first = Tensor.Create(Values(4), [4, 2, 2, 3]);
        Tensor<float> last = Tensor.PermuteDimensions(first, [0, 2, 3, 1]);
        Tensor<float> large = Tensor.Create(Values(40), [4, 6, 4, 5]);
        Tensor<float> cut = large.Slice([0..4, 1..3, 1..4, 2..4]);
        foreach (Tensor<float> tensor in (Tensor<float>[])[last, cut])
        {
            Assert.False(tensor.IsDense);
            float[] values = new float[48];
            int next = 0;
            for (nint n = 0; n < 4; n++)
            {
                for (nint y = 0; y < 2; y++)
                {
                    for (nint x = 0; x < 3; x++)
                    {
                        values[next++] = tensor[n, y, x, 0];
                        values[next++] = tensor[n, y, x, 1];
                    }
                }
            }

            Assert.Equal(Network.Predict(values), Flat(Network.Predict(tensor)));
        }
    }

    [Fact]
    public void Other_numbers_are_converted()
    {
        byte[] bytes = [.. Enumerable.Range(0, 24).Select(i => (byte)(i * 10))];
        AssertConverted(bytes);
        AssertConverted(Array.ConvertAll(bytes, value => (Half)(value / 16f)));
        AssertConverted(Array.ConvertAll(bytes, value => value / 3.0));
        AssertConverted(Array.ConvertAll(bytes, value => value - 100));

        static void AssertConverted<T>(T[] values)
            where T : unmanaged, INumberBase<T>
        {
            float[] expected = Network.Predict(Array.ConvertAll(values, float.CreateChecked));
            Assert.Equal(expected, Flat(Network.Predict(Tensor.Create(values, [2, 2, 3, 2]))));
            Tensor<T> channelsFirst = Tensor.PermuteDimensions(Tensor.Create(values, [2, 2, 3, 2]), [0, 3, 1, 2]).ToDenseTensor();
            Tensor<T> transposed = Tensor.PermuteDimensions(channelsFirst, [0, 2, 3, 1]);
            Assert.False(transposed.IsDense);
            Assert.Equal(expected, Flat(Network.Predict(transposed)));
        }
    }

    [Fact]
    public void Outputs_go_into_a_slice_and_nowhere_else()
    {
        float[] values = Values(2);
        Tensor<float> table = Tensor.CreateFromShape<float>([4, 5]);
        table.Fill(-1);
        Network.Predict(Tensor.Create(values, [2, 2, 3, 2]), table.Slice([1..3, 1..4]));
        float[] expected = Network.Predict(values);
        for (int y = 0; y < 4; y++)
        {
            for (int x = 0; x < 5; x++)
            {
                bool isInside = y is 1 or 2 && x is >= 1 and < 4;
                Assert.Equal(isInside ? expected[((y - 1) * 3) + x - 1] : -1, table[y, x]);
            }
        }
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 2, 2)]
    [InlineData(12)]
    [InlineData(1, 1, 2, 3, 2)]
    [InlineData(2, 2, 3, 1)]
    public void Another_shape_is_refused_with_both_in_words(params int[] lengths)
    {
        nint[] shape = [.. lengths.Select(length => (nint)length)];
        Tensor<float> tensor = Tensor.CreateFromShape<float>(shape);
        string text = $"SmallNet takes (2, 3, 2) for one sample and (n, 2, 3, 2) for n; a tensor of ({string.Join(", ", lengths)}) came.";
        Assert.Contains(text, Assert.Throws<ArgumentException>("input", () => Network.Predict(tensor)).Message, StringComparison.Ordinal);
        Assert.Contains(text, Assert.Throws<ArgumentException>("sample", () => Network.PredictClass(tensor)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_of_another_shape_is_refused_and_stays_as_it_is()
    {
        Tensor<float> sample = Tensor.CreateFromShape<float>([2, 3, 2]);
        Tensor<float> batch = Tensor.CreateFromShape<float>([4, 2, 3, 2]);
        Refused(sample, "(3)", [1, 3]);
        Refused(sample, "(3)", [4]);
        Refused(batch, "(4, 3)", [3]);
        Refused(batch, "(4, 3)", [3, 4]);
        Refused(batch, "(4, 3)", [12]);

        static void Refused(Tensor<float> input, string expected, nint[] lengths)
        {
            Tensor<float> output = Tensor.CreateFromShape<float>(lengths);
            ArgumentException exception = Assert.Throws<ArgumentException>("output", () => Network.Predict(input, output));
            string text = $"The output of SmallNet for this input is {expected}; a tensor of ({string.Join(", ", lengths)}) came.";
            Assert.Contains(text, exception.Message, StringComparison.Ordinal);
            Assert.All(Flat(output), value => Assert.Equal(0, value));
        }
    }

    [Fact]
    public void A_class_is_that_of_the_values()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            var network = new SmallNet(seed);
            float[] values = Values(1);
            int expected = network.PredictClass(values);
            Tensor<float> sample = Tensor.Create(values, [2, 3, 2]);
            Assert.Equal(expected, network.PredictClass(sample));
            Assert.Equal(expected, network.PredictClass(sample.AsTensorSpan()));
            Assert.Equal(expected, network.PredictClass(sample.AsReadOnlyTensorSpan()));
            Assert.Equal(expected, network.PredictClass(Tensor.Create(values, [1, 2, 3, 2])));
        }
    }

    [Fact]
    public void A_class_is_predicted_for_one_sample()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>("sample", () => Network.PredictClass(Tensor.CreateFromShape<float>([2, 2, 3, 2])));
        Assert.Contains("A class is predicted for one sample; 2 came.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dense_floats_are_predicted_without_an_allocation()
    {
        Tensor<float> input = Tensor.Create(Values(4), [4, 2, 3, 2]);
        Tensor<float> output = Tensor.CreateFromShape<float>([4, 3]);
        Tensor<float> sample = Tensor.Create(Values(1), [2, 3, 2]);
        int allocating = 0;
        for (int call = 0; call < 50; call++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Network.Predict(input, output);
            _ = Network.PredictClass(sample);
            allocating += call >= 10 && GC.GetAllocatedBytesForCurrentThread() != before ? 1 : 0;
        }

        // One call is excused for tables of the platform's own.
        Assert.InRange(allocating, 0, 1);
    }

    /// <summary>Arrays convert to tensors; overloads that they fit as well would be ambiguous.</summary>
    [Fact]
    public void Arrays_and_spans_are_predicted_as_ever()
    {
        float[] array = [1, 2, 3, 4];
        Span<float> span = array;
        float[] expected = Vector.Predict(array);
        Assert.Equal(expected, Vector.Predict(span));
        Assert.Equal(expected, Vector.Predict([1, 2, 3, 4]));
        Assert.Equal(Vector.PredictClass(array), Vector.PredictClass([1, 2, 3, 4]));
        float[] output = new float[1];
        Vector.Predict(array, output);
        Assert.Equal(expected, output);
    }

    private static float[] Values(int count) => [.. Enumerable.Range(0, count * 12).Select(i => MathF.Sin(i))];

    private static float[] Flat(Tensor<float> tensor)
    {
        float[] values = new float[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }
}
