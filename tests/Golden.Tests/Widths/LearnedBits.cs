using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NetGen.Execution;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using NetGen.Golden.Tests.Guarantees;

namespace NetGen.Golden.Tests.Widths;

/// <summary>What networks predict and learn, in bits.</summary>
internal static class LearnedBits
{
    private const int Samples = 37;

    /// <summary>One network of each way of training: samples alone, rows of a batch, all of a batch at once.</summary>
    public static IReadOnlyList<NetworkSpec> Specs { get; } =
    [
        .. GuaranteeNetworks.Specs.Where(spec => spec.Name is GuaranteeNetworks.Convolutional or GuaranteeNetworks.Perceptron or GuaranteeNetworks.Normalized),
    ];

    /// <summary>The vectors of a plan, and a digest of outputs and gradients of all <see cref="Specs"/>.</summary>
    public static string Of(CompiledNetworks networks)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (NetworkSpec spec in Specs)
        {
            INetwork network = networks.Create(spec.Name);
            float[] x = NetworkTouch.Numbers(new Random(1), Samples * network.Info.InputSize);
            float[] dy = NetworkTouch.Numbers(new Random(2), Samples * network.Info.OutputSize);
            var batch = new RecordingBatch(x, dy, Samples, randomKey: 5);
            TrainingPass pass = network.CreateTrainingPass(Samples, workers: 1);
            pass.Run(batch);
            Add(network.Predict(x));
            Add(batch.Outputs);
            Add(pass.Gradients);
        }

        string plan = networks.Create(GuaranteeNetworks.Perceptron).Info.Layers[0].Plan;
        return $"{plan.Split(';')[0]} {Convert.ToHexString(digest.GetHashAndReset())}";

        void Add(ReadOnlySpan<float> values) => digest.AppendData(MemoryMarshal.AsBytes(values));
    }
}
