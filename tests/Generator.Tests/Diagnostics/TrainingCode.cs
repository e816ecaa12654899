using System.Threading.Tasks;
using NetGen.Generator.Diagnostics.Training;

namespace NetGen.Generator.Tests;

/// <summary>Code that trains, for the rules about it.</summary>
internal static class TrainingCode
{
    public static string Fit(string options) => $"""
        var trainer = new Trainer<Classifier>(new Classifier(), new Adam(), Loss.SparseCategoricalCrossentropy);
        History history = trainer.Fit(Data, {options});
        """;

    public static Task Finds(string id, string code, string message) => Rule.Finds<TrainingAnalyzer>(id, Program(code), message);

    public static Task Silent(string code) => Rule.Silent<TrainingAnalyzer>(Program(code));

    /// <summary>The code in a method, with networks and with values that nobody knows. What the generator would add stands below it.</summary>
    public static string Program(string code) => $$"""
        using System;
        using System.Collections.Generic;

        [Network(2, 2, 1)] [Flatten] [Dense(3, Activation = Activation.Softmax)] partial class Classifier;
        [Network(4)] [Dense(1)] partial class Regressor;
        [Network(4)] [Dense(1)] [Activation(Activation.ReLU)] partial class Rectified;
        [Network(4)] [Dense(1, Activation = Activation.Sigmoid)] [Dropout(0.5)] partial class Binary;
        [Network(4, 4, 1)] [MaxPooling2D] partial class Pooled;
        [Network(4)] [Dense(0)] partial class Wrong;
        [Network(4)] [Dense(6)] [BatchNormalization] [Activation(Activation.ReLU)] [Dense(2)] partial class Normed;
        [Network(4, 4, 1)] [Conv2D(2, 3)] [BatchNormalization] [Flatten] [Dense(6)] [BatchNormalization(Trainable = false)] [Dense(1)]
        partial class NormedImage;

        class Program
        {
            static Dataset Data = null!; static Loss Given = null!; static int Count; static double Share; static string Name = "";
            static Trainer<Classifier> Unknown = null!; static Callback[] Others = []; static Metric[] Metrics = [];
            static void Change(ref Loss loss) { }

            static Trainer<T> Make<T>(T model, Loss loss)
                where T : class, INetwork
            {
                var optimizer = new Adam();
                return new Trainer<T>(model, optimizer, loss);
            }

            static Trainer<T> MakeNew<T>()
                where T : class, INetwork, new() => new(new T(), new Adam(), Loss.BinaryCrossentropy);

            static TrainingStep MakeBinary(INetwork network) => new TrainingStep(network, new SGD(), Loss.BinaryCrossentropy, 8, 1);
            static object MakeRegressor(Loss loss) => new Trainer<Regressor>(new Regressor(), new Adam(), loss);

            static void Main()
            {
                {{code}}
            }
        }

        partial class Classifier : Stub; partial class Regressor : Stub; partial class Rectified : Stub;
        partial class Binary : Stub; partial class Pooled : Stub; partial class Wrong : Stub; partial class Normed : Stub; partial class NormedImage : Stub;

        abstract class Stub : INetwork
        {
            NetworkInfo INetwork.Info => null!;
            public NetworkParameters Parameters => null!;
            public int PredictionThreads { get; set; }
            public void Predict(ReadOnlySpan<float> input, Span<float> output) { }
            NetGen.Execution.TrainingPass INetwork.CreateTrainingPass(int capacity, int workers) => null!;
        }
        """;
}
