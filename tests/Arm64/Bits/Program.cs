using System;
using System.Globalization;
using System.Linq;
using NetGen;
using NetGen.Arm64.Bits;

// Trains networks with all that NetGen has and prints the bits of what came out, line by line, so that two processors can be compared.
const int Samples = 24;
const string EveryBit = "R";

// Penalties and norms of gradients are added up in double precision, in as many parts as the processor's widest vector has.
const string AllButTheLastBits = "G12";

Train("activations", new Activations(seed: 1), new Adam());
Train("winograd", new Winograd(seed: 2), new Adam());
var chance = new Chance(seed: 3);
chance.Adapt(Data(Chance.Info));
Train("chance", chance, new Adam());
Train("branches", new Branches(seed: 6), new Adam { GradientAccumulationSteps = 2 });
Train("branches, cut", new Branches(seed: 6), new Adam(), mixing: new CutMix());
Train("dense, mixed", new Dense(seed: 5), new Adam(), mixing: new MixUp());
Train("places", new Places(seed: 7), new Adam());
Train("penalized", new Penalized(seed: 4), new SGD(0.1) { GlobalClipNorm = 0.5f }, losses: AllButTheLastBits);

Train("sgd", new Dense(seed: 5), new SGD(new CosineDecay(0.1, decaySteps: 6), momentum: 0.9, nesterov: true));
Train("rmsprop", new Dense(seed: 5), new RMSprop(momentum: 0.9, centered: true));
Train("adam, amsgrad", new Dense(seed: 5), new Adam(amsgrad: true));
Train("adamw", new Dense(seed: 5), new AdamW { UseEma = true });
Train("nadam", new Dense(seed: 5), new Nadam());
Train("adamax", new Dense(seed: 5), new Adamax());
Train("adagrad", new Dense(seed: 5), new Adagrad());
Train("adadelta", new Dense(seed: 5), new Adadelta(learningRate: 1));
Train("lion", new Dense(seed: 5), new Lion());

static void Train<TNetwork>(string name, TNetwork network, Optimizer optimizer, SampleMixing? mixing = null, string losses = EveryBit)
    where TNetwork : class, INetwork
{
    Print(name, "initial", network.Parameters.Values);
    Dataset data = Data(network.Info);
    var trainer = new Trainer<TNetwork>(network, optimizer, Loss.SparseCategoricalCrossentropy);
    History history = trainer.Fit(data, new FitOptions { Epochs = 2, BatchSize = 8, Mixing = mixing });
    Console.WriteLine($"{name}: losses {string.Join(", ", history["loss"].Select(loss => loss.ToString(losses, CultureInfo.InvariantCulture)))}");
    Print(name, "trained", network.Parameters.Values);
    Print(name, "predicted", trainer.Predict(data));
}

static void Print(string name, string what, ReadOnlySpan<float> values)
{
    // FNV-1a over the bits of all values, and the first of them as a number.
    ulong hash = 14695981039346656037;
    foreach (float value in values)
    {
        hash = unchecked((hash ^ BitConverter.SingleToUInt32Bits(value)) * 1099511628211);
    }

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {what} {values.Length} values, {hash:X16}, first {values[0]:R}"));
}

static Dataset Data(NetworkInfo network)
{
    // A linear congruential generator: the same numbers on every processor, of which the label is one.
    uint state = 1;
    float[] inputs = new float[Samples * network.InputSize];
    int[] labels = new int[Samples];
    for (int i = 0; i < inputs.Length; i++)
    {
        state = unchecked((state * 1664525) + 1013904223);
        inputs[i] = (state >> 16) / 65536f;
    }

    for (int i = 0; i < Samples; i++)
    {
        labels[i] = i % network.OutputSize;
    }

    return Dataset.FromClasses(inputs, labels);
}
