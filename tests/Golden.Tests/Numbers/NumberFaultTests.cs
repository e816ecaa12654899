using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using Xunit;

namespace NetGen.Golden.Tests.Numbers;

/// <summary>TerminateOnNaN names the batch, the layer and the pass in which a number that is not finite came up first.</summary>
public sealed class NumberFaultTests
{
    private const string Images = "FaultImages";
    private const string Inside = "FaultInside";
    private const string Vectors = "FaultVectors";

    private static readonly NetworkSpec[] Specs =
    [
        new(Images, SampleShape.Image(9, 8, 2), Layers) { InputGradient = false },
        new(Inside, SampleShape.Image(9, 8, 2), Layers) { InputGradient = false, LayerOutputs = true },
        new(Vectors, SampleShape.Vector(7), [new DenseSpec(5), new DenseSpec(2)]) { InputGradient = false },
    ];

    private static readonly Lazy<CompiledNetworks> Compiled = new(() => new NetworkCompilation().Compile(Specs));

    private static LayerSpec[] Layers =>
    [
        new RescalingSpec(2, 0),
        new Conv2DSpec(9, Pair.Square(3)) { Padding = Padding.Same, Activation = Activation.ReLU },
        new Conv2DSpec(9, Pair.Square(3)) { Padding = Padding.Same },
        new BatchNormalizationSpec(),
        new ValueMergingSpec(MergingKind.Add) { Inputs = [3, 1] },
        new PoolingSpec(PoolingKind.Max, Pair.Square(2)),
        new DropoutSpec(0.25),
        new FlattenSpec(),
        new DenseSpec(6) { Activation = Activation.ReLU },
        new DenseSpec(3) { Activation = Activation.Softmax },
    ];

    public static TheoryData<string, string, int> Overflows()
    {
        var data = new TheoryData<string, string, int>();
        foreach (string layer in new[] { "Conv2D", "Conv2D_1", "BatchNormalization", "Dense", "Dense_1" })
        {
            data.Add(Images, layer, 1);
            data.Add(Inside, layer, 3);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Overflows))]
    public void An_output_that_overflows_is_its_layers(string name, string kind, int threads)
    {
        INetwork network = Compiled.Value.Create(name, seed: 3);
        LayerInfo layer = LayerOf(network, kind);
        (NumberFault fault, _) = Fit(network, Labels(network), Loss.SparseCategoricalCrossentropy, new Adam(), threads, (epoch, batch) =>
        {
            if ((epoch, batch) == (1, 2))
            {
                Fill(network, layer.Parameters[0], 3e38f);
            }
        });

        Assert.Equal((NumberFaultOrigin.Forward, 1, 2, layer.Name), (fault.Origin, fault.Epoch, fault.Batch, fault.Layer));
        Assert.Matches(
            $"^It began in epoch 1, batch 2, in the forward pass: .* the output of '{layer.Name}'.* is the first .*; sample [0-9]+ of the training data shows it\\.$",
            fault.Message);
        Assert.Equal(name == Images && kind == "BatchNormalization", fault.Message.Contains("or of a layer without", StringComparison.Ordinal));
    }

    /// <summary>The batch is carried forward again with other parameters meanwhile: nothing of that may stay.</summary>
    [Fact]
    public void Looking_for_the_layer_changes_no_bit_of_the_step()
    {
        float[] Train(params Callback[] callbacks)
        {
            INetwork network = Compiled.Value.Create(Vectors, seed: 3);
            Fill(network, network.Info.Parameters[2], 3e38f);
            var trainer = new Trainer<INetwork>(network, new SGD { ClipValue = 0.1f }, new OwnLoss(y => y, _ => 1e-30));
            trainer.Fit(Values(network, input: 2, target: 1), new FitOptions { BatchSize = 8, Callbacks = [new OneStep(), .. callbacks] });
            return [.. network.Parameters.Values];
        }

        var watch = new TerminateOnNaN(output: TextWriter.Null);
        float[] alone = Train();
        Assert.All(alone, value => Assert.True(float.IsFinite(value)));
        Assert.Equal(Bits(alone), Bits(Train(watch)));
        Assert.Equal((NumberFaultOrigin.Forward, "dense_1"), (watch.Fault?.Origin, watch.Fault?.Layer));
    }

    [Fact]
    public void A_gradient_that_overflows_is_its_layers_on_the_way_back()
    {
        INetwork last = Compiled.Value.Create(Vectors, seed: 3);
        Fill(last, last.Info.Parameters[0], 1e30f);
        Fill(last, last.Info.Parameters[2], 1e-30f);
        (NumberFault fault, string text) = Fit(last, Values(last, input: 1, target: 1e10f), Loss.MeanSquaredError, new SGD(1e-20));
        Assert.Equal((NumberFaultOrigin.Backward, 0, 0, last.Info.Layers[1].Name), (fault.Origin, fault.Epoch, fault.Batch, fault.Layer));
        Assert.Contains("Batch 1: Invalid loss", text, StringComparison.Ordinal);

        INetwork first = Compiled.Value.Create(Vectors, seed: 3);
        Fill(first, first.Info.Parameters[0], 1e-30f);
        Fill(first, first.Info.Parameters[2], 1);
        (fault, _) = Fit(first, Values(first, input: 1e30f, target: 1e10f), Loss.MeanSquaredError, new SGD(1e-20));
        Assert.Equal((NumberFaultOrigin.Backward, 0, 0, first.Info.Layers[0].Name), (fault.Origin, fault.Epoch, fault.Batch, fault.Layer));
        Assert.Equal(
            "It began in epoch 0, batch 0, in the backward pass: from the last layer on, the gradient of 'dense/kernel' is the first that is not finite.",
            fault.Message);
    }

    [Fact]
    public void A_rate_that_is_too_large_is_the_updates_fault()
    {
        INetwork network = Compiled.Value.Create(Vectors, seed: 3);
        (NumberFault fault, string text) = Fit(network, Values(network, input: 1, target: 1e10f), Loss.MeanSquaredError, new SGD(1e30));
        Assert.Equal((NumberFaultOrigin.Update, 0, 0, "dense"), (fault.Origin, fault.Epoch, fault.Batch, fault.Layer));
        Assert.StartsWith("Batch 1: Invalid loss, terminating training\nIt began in epoch 0, batch 0, in the optimizer's update: ", text, StringComparison.Ordinal);
        Assert.Matches("gradients are finite, and it made -?inf at value 0 of 'dense/kernel'\\.\n$", text);
    }

    [Fact]
    public void A_loss_of_ones_own_is_told_from_its_gradient()
    {
        INetwork network = Compiled.Value.Create(Vectors, seed: 3);
        (NumberFault fault, _) = Fit(network, Values(network, input: 0, target: 1), new OwnLoss(Math.Log, y => 1), new SGD());
        Assert.Equal((NumberFaultOrigin.Loss, null), (fault.Origin, fault.Layer));
        Assert.Matches(
            "^It began in epoch 0, batch 0, in the loss: the network's outputs are finite, and the loss of sample [0-9]+ of the training data is not\\.$",
            fault.Message);

        network = Compiled.Value.Create(Vectors, seed: 3);
        (fault, _) = Fit(network, Values(network, input: 0, target: 1), new OwnLoss(Math.Sqrt, y => 0.5 / Math.Sqrt(y)), new SGD());
        Assert.Equal((NumberFaultOrigin.Backward, null), (fault.Origin, fault.Layer));
        Assert.Matches(
            "^It began in epoch 0, batch 0, in the backward pass: the loss is finite, and its gradient by the outputs of sample [0-9]+ of .* is not\\.$",
            fault.Message);
    }

    [Fact]
    public void Parameters_that_were_not_finite_before_are_no_steps_fault()
    {
        INetwork network = Compiled.Value.Create(Vectors, seed: 3);
        network.Parameters.Update(0, (_, values) => values[4] = float.NaN);
        (NumberFault fault, _) = Fit(network, Values(network, input: 1, target: 1), Loss.MeanSquaredError, new SGD());
        Assert.Equal((NumberFaultOrigin.Parameters, "dense"), (fault.Origin, fault.Layer));
        Assert.Equal("It began in epoch 0, batch 0, whose step found nan at value 4 of 'dense/kernel'.", fault.Message);
    }

    /// <summary>A unit that is dead for every sample hides its bias from the loss.</summary>
    [Fact]
    public void Weights_are_looked_at_once_an_epoch_where_that_is_asked_for()
    {
        History Train(TerminateOnNaN callback)
        {
            INetwork network = Compiled.Value.Create(Images, seed: 3);
            ParameterInfo bias = LayerOf(network, "Dense").Parameters[1];
            network.Parameters.Update(bias.Offset, (offset, values) => values[offset + 1] = float.NegativeInfinity);
            var trainer = new Trainer<INetwork>(network, new SGD(), Loss.SparseCategoricalCrossentropy);
            return trainer.Fit(Labels(network), new FitOptions { Epochs = 3, Callbacks = [callback] });
        }

        using var text = new StringWriter { NewLine = "\n" };
        Assert.Equal(3, Train(new TerminateOnNaN(output: text)).Epochs.Count);
        Assert.Empty(text.ToString());
        Assert.Single(Train(new TerminateOnNaN(output: text, checkWeights: true)).Epochs);
        Assert.StartsWith("Epoch 0: 'dense/bias' holds -inf at value 1, terminating training\n", text.ToString(), StringComparison.Ordinal);
        NotFiniteNumberException exception = Assert.Throws<NotFiniteNumberException>(() => Train(new TerminateOnNaN(raiseError: true, checkWeights: true)));
        Assert.Equal(double.NegativeInfinity, exception.OffendingNumber);
    }

    private static (NumberFault Fault, string Text) Fit(
        INetwork network, Dataset data, Loss loss, Optimizer optimizer, int threads = 1, Action<int, int>? beforeBatch = null)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var callback = new TerminateOnNaN(output: text);
        int epoch = 0;
        var before = new LambdaCallback(onEpochBegin: number => epoch = number, onTrainBatchBegin: batch => beforeBatch?.Invoke(epoch, batch));
        new Trainer<INetwork>(network, optimizer, loss).Fit(data, new FitOptions { Epochs = 5, BatchSize = 8, Threads = threads, Callbacks = [before, callback] });
        Assert.NotNull(callback.Fault);
        Assert.Contains(callback.Fault.Message, text.ToString(), StringComparison.Ordinal);
        return (callback.Fault, text.ToString());
    }

    private static LayerInfo LayerOf(INetwork network, string kind)
    {
        string[] parts = kind.Split('_');
        return network.Info.Layers.Where(layer => layer.Kind == parts[0]).ElementAt(parts.Length - 1);
    }

    private static void Fill(INetwork network, ParameterInfo parameter, float value) =>
        network.Parameters.Update((parameter, value), (what, values) => values.Slice(what.parameter.Offset, what.parameter.Size).Fill(what.value));

    private static Dataset Labels(INetwork network)
    {
        var random = new Random(5);
        float[] inputs = [.. Enumerable.Range(0, 24 * network.Info.InputSize).Select(_ => 1 + random.NextSingle())];
        return Dataset.FromClasses(inputs, [.. Enumerable.Range(0, 24).Select(i => i % 3)], network.Info.InputShape);
    }

    private static Dataset Values(INetwork network, float input, float target)
    {
        IEnumerable<float> Of(float value, int size) => Enumerable.Repeat(value, 16 * size);
        return Dataset.FromValues([.. Of(input, network.Info.InputSize)], [.. Of(target, network.Info.OutputSize)], network.Info.OutputSize);
    }

    private static int[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToInt32Bits)];

    private sealed class OneStep : Callback
    {
        public override void OnTrainBatchEnd(int batch, Logs logs) => Context.StopTraining = true;
    }

    private sealed class OwnLoss(Func<double, double> value, Func<double, double> slope) : Loss
    {
        public override string Name => "own";

        public override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient)
        {
            if (!gradient.IsEmpty)
            {
                gradient.Fill((float)slope(output[0]));
            }

            return value(output[0]);
        }
    }
}
