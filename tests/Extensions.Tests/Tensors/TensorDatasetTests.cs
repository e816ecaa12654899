using System;
using System.Linq;
using System.Numerics.Tensors;
using Xunit;

namespace NetGen.Extensions.Tests.Tensors;

public class TensorDatasetTests
{
    private static readonly byte[] Pixels = [.. Enumerable.Range(0, 48).Select(i => (byte)(i * 5))];
    private static readonly Tensor<byte> Images = Tensor.Create(Pixels, [4, 2, 3, 2]);

    [Fact]
    public void Classes_go_with_images_of_their_shape()
    {
        Dataset data = TensorDataset.FromClasses(Images, [2, 0, 1, 0]);
        Assert.Equal([2, 3, 2], data.InputShape);
        Assert.Equal((4, TargetKind.Classes), (data.Count, data.TargetKind));
        Assert.Equal(Pixels[12..24].Select(pixel => (float)pixel), Input(data, 1));
        Assert.Equal([2], Target(data, 0));
        new Trainer<SmallNet>(new SmallNet(), new SGD(), Loss.SparseCategoricalCrossentropy).Fit(data);
    }

    [Fact]
    public void One_hot_rows_are_targets()
    {
        Tensor<double> rows = Tensor.Create<double>([1, 0, 0, 0, 1, 0, 0, 0.5, 0.5, 0, 0, 1], [4, 3]);
        Dataset data = TensorDataset.FromOneHot(Images, rows);
        Assert.Equal((3, TargetKind.Values), (data.TargetSize, data.TargetKind));
        Assert.Equal([0, 0.5f, 0.5f], Target(data, 2));
    }

    [Fact]
    public void Values_are_targets_one_or_several_to_a_sample()
    {
        Dataset one = TensorDataset.FromValues(Images, Tensor.Create<int>([5, 6, 7, 8]));
        Assert.Equal([7], Target(one, 2));
        Dataset several = TensorDataset.FromValues(Images, Tensor.Create<float>([1, 2, 3, 4, 5, 6, 7, 8], [4, 2, 1]));
        Assert.Equal([5, 6], Target(several, 2));
    }

    [Fact]
    public void Images_in_another_order_are_read_as_they_say()
    {
        Tensor<byte> first = Tensor.PermuteDimensions(Images, [0, 3, 1, 2]).ToDenseTensor();
        Dataset data = TensorDataset.FromClasses(Tensor.PermuteDimensions(first, [0, 2, 3, 1]), [0, 0, 0, 0]);
        Assert.Equal(Pixels[36..].Select(pixel => (float)pixel), Input(data, 3));
    }

    [Fact]
    public void Values_are_copied()
    {
        float[] values = [1, 2, 3, 4];
        Dataset data = TensorDataset.FromClasses(Tensor.Create(values, [2, 2]), [0, 1]);
        values[0] = 9;
        Assert.Equal([1, 2], Input(data, 0));
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_its_shape()
    {
        Says("There are targets for 3 samples; inputs of (4, 2, 3, 2) hold 4.", "inputs", () => TensorDataset.FromClasses(Images, [0, 1, 2]));
        Tensor<float> flat = Tensor.Create<float>([1, 2, 3, 4]);
        Says("Inputs are samples x the shape of a sample; a tensor of (4) came.", "inputs", () => TensorDataset.FromClasses(flat, [0, 1, 2, 0]));
        Tensor<float> none = Tensor.CreateFromShape<float>([0, 4]);
        Says("Inputs are samples x the shape of a sample; a tensor of (0, 4) came.", "inputs", () => TensorDataset.FromClasses(none, []));
        Says("Targets are samples x classes; a tensor of (4) came.", "targets", () => TensorDataset.FromOneHot(Images, Tensor.Create<float>([0, 1, 0, 1])));
        Says("There are targets for 2 samples; inputs of (4, 2, 3, 2) hold 4.", "inputs", () => TensorDataset.FromValues(Images, Tensor.Create<float>([0, 1])));
        Says("There is no target in a tensor of (4, 0).", "targets", () => TensorDataset.FromValues(Images, Tensor.CreateFromShape<float>([4, 0])));
        Says("Label 1 is -1", "labels", () => TensorDataset.FromClasses(Images, [0, -1, 0, 0]));
        Assert.Throws<ArgumentNullException>("inputs", () => TensorDataset.FromClasses((Tensor<float>)null!, [0]));
        Assert.Throws<ArgumentNullException>("labels", () => TensorDataset.FromClasses(Images, null!));

        static void Says(string text, string parameter, Func<Dataset> make) =>
            Assert.Contains(text, Assert.Throws<ArgumentException>(parameter, make).Message, StringComparison.Ordinal);
    }

    private static float[] Input(Dataset data, int index)
    {
        float[] input = new float[data.InputSize];
        data.ReadInput(index, input);
        return input;
    }

    private static float[] Target(Dataset data, int index)
    {
        float[] target = new float[data.TargetSize];
        data.ReadTarget(index, target);
        return target;
    }
}
