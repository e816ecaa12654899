using System;
using System.IO;
using System.Linq;
using System.Text;
using NetGen.Execution;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>Parameters that training leaves alone: they lie behind all others, and files, copies and restores carry them.</summary>
public sealed class StateTests
{
    /// <summary>A layer with state before, between and behind layers without.</summary>
    private static readonly LayerSpec[] Layers =
    [
        new NormalizationSpec(),
        new Conv2DSpec(3, Pair.Square(2)) { Activation = Activation.ReLU },
        new FlattenSpec(),
        new NormalizationSpec(),
        new DenseSpec(2) { Activation = Activation.Softmax },
    ];

    private static readonly Lazy<CompiledNetworks> Compiled = new(() => new NetworkCompilation().Compile(
        new NetworkSpec("Stateful", SampleShape.Image(4, 3, 2), Layers) { InputGradient = false }));

    private static INetwork Network => Compiled.Value.Create("Stateful");

    [Fact]
    public void What_training_changes_lies_before_what_it_leaves_alone()
    {
        NetworkInfo info = Network.Info;

        Assert.Equal(
            ["conv2d/kernel", "conv2d/bias", "dense/kernel", "dense/bias", "normalization/mean", "normalization/variance", "normalization_1/mean", "normalization_1/variance"],
            info.Parameters.OrderBy(parameter => parameter.Offset).Select(parameter => parameter.Name));
        Assert.Equal(info.Parameters.Where(parameter => parameter.IsTrainable).Sum(parameter => parameter.Size), info.TrainableParameterCount);
        int end = 0;
        foreach (ParameterInfo parameter in info.Parameters.OrderBy(parameter => parameter.Offset))
        {
            Assert.Equal(end, parameter.Offset);
            end += parameter.Size;
        }

        Assert.Equal(info.ParameterCount, end);
    }

    [Fact]
    public void Only_what_training_changes_has_gradients_and_values_of_the_optimizer()
    {
        INetwork network = Network;
        var optimizer = new Adam { UseEma = true };
        new Trainer<INetwork>(network, optimizer, Loss.SparseCategoricalCrossentropy).Fit(RandomData.Classes(network.Info, 5), new FitOptions { Epochs = 1 });

        Assert.Equal(network.Info.TrainableParameterCount, network.CreateTrainingPass(1, workers: 1).Gradients.Length);
        Assert.All(optimizer.State, slot => Assert.Equal(network.Info.TrainableParameterCount, slot.Length));
    }

    /// <summary>Where the values lie in memory is nobody's business: a file has Keras's order, as it had when the block had it too.</summary>
    [Fact]
    public void Files_have_the_order_of_Keras_and_load_by_name()
    {
        INetwork network = Network;
        network.Parameters.Update(0, static (_, values) =>
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = i + 0.5f;
            }
        });
        byte[] file = InOrderOfKeras(network);
        using var saved = new MemoryStream();
        network.Save(saved);
        Assert.Equal(Names(file), Names(saved.ToArray()));
        Assert.Equal(file[^(int)(network.Info.ParameterCount * sizeof(float))..], saved.ToArray()[^(int)(network.Info.ParameterCount * sizeof(float))..]);

        INetwork loaded = Network;
        loaded.Load(new MemoryStream(file));
        Assert.Equal(network.Parameters.Values.ToArray(), loaded.Parameters.Values.ToArray());
    }

    [Fact]
    public void The_best_weights_come_back_with_their_state()
    {
        INetwork network = Network;
        var stopping = new EarlyStopping("loss", minDelta: 100, patience: 1, restoreBestWeights: true);
        float[]? best = null;
        var callback = new LambdaCallback(onEpochEnd: (epoch, _) =>
        {
            best ??= network.Parameters.Values.ToArray();
            network.Parameters["normalization/mean"].Set([epoch + 1, epoch + 1]);
        });
        new Trainer<INetwork>(network, new SGD(learningRate: 0.1), Loss.SparseCategoricalCrossentropy).Fit(
            RandomData.Classes(network.Info, 20), new FitOptions { Epochs = 9, Callbacks = [stopping, callback] });

        Assert.Equal(best, network.Parameters.Values.ToArray());
    }

    /// <summary>A file whose tensors follow each other as the network's parameters do.</summary>
    private static byte[] InOrderOfKeras(INetwork network)
    {
        int begin = 0;
        var entries = network.Parameters.Select(parameter =>
        {
            int end = begin + (parameter.Info.Size * sizeof(float));
            string entry = $"\"{parameter.Info.Name}\":{{\"dtype\":\"F32\",\"shape\":[{string.Join(',', parameter.Info.Shape)}],\"data_offsets\":[{begin},{end}]}}";
            begin = end;
            return entry;
        });
        byte[] header = Encoding.UTF8.GetBytes($"{{{string.Join(',', entries)}}}");
        return
        [
            .. BitConverter.GetBytes((long)header.Length),
            .. header,
            .. network.Parameters.SelectMany(parameter => parameter.Values.ToArray()).SelectMany(BitConverter.GetBytes),
        ];
    }

    private static string[] Names(byte[] file)
    {
        string header = Encoding.UTF8.GetString(file, sizeof(long), (int)BitConverter.ToInt64(file));
        return [.. header.Split('"').Where(word => word.Contains('/', StringComparison.Ordinal))];
    }
}
