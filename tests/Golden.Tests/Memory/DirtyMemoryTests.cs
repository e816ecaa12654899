extern alias generator;

using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Execution;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using NetGen.Golden.Tests.Properties;
using Xunit;
using ExecutionPlan = generator::NetGen.Generator.Planning.ExecutionPlan;
using FormPlans = generator::NetGen.Generator.Planning.FormPlans;

namespace NetGen.Golden.Tests.Memory;

/// <summary>
/// Memory comes zeroed, and most of it is used again: a kernel that counts on a zero nobody writes computes the right numbers as long as nothing else has lain there.
/// So every float is made to be no number between two runs, but for those that a plan says are zero for ever.
/// </summary>
public sealed class DirtyMemoryTests
{
    private const int Capacity = 21;
    private const int Workers = 2;

    private static readonly int[] Samples = [1, 3, 8, 19];

    public static TheoryData<string> Kinds() => [.. Enum.GetNames<NetworkKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Nothing_is_read_that_was_not_written(string name)
    {
        NetworkKind kind = Enum.Parse<NetworkKind>(name);
        IReadOnlyList<NetworkSpec> specs = new RandomKernels(kind).Specs;
        IReadOnlyDictionary<string, FormPlans> plans = NetworkPlanning.Of(specs);
        Assert.All(specs, (spec, i) =>
        {
            INetwork network = RandomKernels.Compiled(kind).Create(spec.Name);
            var random = new Random(i);
            int samples = Samples[i % Samples.Length];
            float[] x = NetworkTouch.Numbers(random, samples * network.Info.InputSize);
            float[] dy = NetworkTouch.Numbers(random, samples * network.Info.OutputSize);
            Predict(network, plans[spec.Name].Inference, x);
            Train(network, spec.InputGradient, plans[spec.Name].Training, x, dy, samples);
        });
    }

    private static void Predict(INetwork network, ExecutionPlan plan, float[] x)
    {
        float[] clean = network.Predict(x);
        Assert.True(Array.TrueForAll(clean, float.IsFinite));
        DirtyMemory.Fill(network, plan);
        Assert.Equal(clean, network.Predict(x));
    }

    private static void Train(INetwork network, bool hasInputGradient, ExecutionPlan plan, float[] x, float[] dy, int samples)
    {
        TrainingPass pass = network.CreateTrainingPass(Capacity, Workers);
        (float[] Outputs, float[] Gradients, float[] InputGradients) Run()
        {
            var batch = new RecordingBatch(x, dy, samples, randomKey: 7);
            pass.Run(batch);
            return (batch.Outputs, [.. pass.Gradients], hasInputGradient ? pass.InputGradients(samples) : []);
        }

        var clean = Run();
        Assert.True(Array.TrueForAll(clean.Gradients, float.IsFinite));
        DirtyMemory.Fill(pass, plan);
        var dirty = Run();
        Assert.Equal(clean.Outputs, dirty.Outputs);
        Assert.Equal(clean.Gradients, dirty.Gradients);
        Assert.Equal(clean.InputGradients, dirty.InputGradients);
    }
}
