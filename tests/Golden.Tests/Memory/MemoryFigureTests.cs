extern alias generator;

using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Execution;
using NetGen.Golden.Tests.Execution;
using NetGen.Golden.Tests.Guarantees;
using Xunit;
using FormPlans = generator::NetGen.Generator.Planning.FormPlans;

namespace NetGen.Golden.Tests.Memory;

/// <summary>What a network says that it takes, in its comment and at run time, is what its passes hold.</summary>
public sealed class MemoryFigureTests
{
    private static readonly IReadOnlyDictionary<string, FormPlans> Plans = NetworkPlanning.Of(GuaranteeNetworks.Specs);

    public static TheoryData<string> Names() => [.. GuaranteeNetworks.Specs.Select(spec => spec.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Inference_holds_what_is_told(string name)
    {
        INetwork network = GuaranteeNetworks.Create(name);
        network.PredictionThreads = 1;
        network.Predict(NetworkTouch.Numbers(new Random(1), network.Info.InputSize));

        long held = Bytes([PassMemory.Packed(network), .. PassMemory.Workspaces(network)]);

        Assert.Equal(held, network.Info.InferenceBytes);
        Assert.Equal(held, Plans[name].InferenceBytes);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Training_holds_what_is_told(string name)
    {
        const int Samples = 40;
        const int Workers = 3;
        INetwork network = GuaranteeNetworks.Create(name);
        NetworkInfo info = network.Info;
        TrainingPass pass = network.CreateTrainingPass(Samples, Workers);

        long held = (sizeof(float) * (long)pass.Gradients.Length) + Bytes([PassMemory.Packed(pass), PassMemory.Batch(pass), .. PassMemory.Workers(pass), .. PassMemory.Lanes(pass)]);

        Assert.Equal(held, info.TrainingBytes + (Samples * info.TrainingBytesPerSample) + ((Workers - 1) * info.TrainingBytesPerWorker));
        Assert.Equal(held, Plans[name].TrainingBytes(Samples) + ((Workers - 1) * info.TrainingBytesPerWorker));
    }

    private static long Bytes(IEnumerable<AlignedBuffer> buffers) => sizeof(float) * buffers.Sum(buffer => (long)buffer.Length);
}
