using System;
using System.Linq;
using NetGen.Execution;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;
using NetGen.Golden.Tests.Execution;
using NetGen.Golden.Tests.Reference;
using Xunit;

namespace NetGen.Golden.Tests.Lecture;

/// <summary>The lecture's examples, computed by emitted code and by the plain loops.</summary>
public sealed class WorkedExampleTests
{
    /// <summary>The examples state up to seven digits.</summary>
    private const double Tolerance = 2e-7;

    private static readonly NetworkSpec FlattenedImage = new("FlattenedImage", SampleShape.Image(2, 3, 2), [new FlattenSpec()]);

    private static readonly Lazy<CompiledNetworks> Compiled = new(() => new NetworkCompilation().Compile(
        [.. WorkedExamples.All.Select(example => example.Network), FlattenedImage]));

    public static TheoryData<string> Names() => [.. WorkedExamples.All.Select(example => example.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Emitted_code_gives_the_stated_output(string name)
    {
        WorkedExample example = Example(name);

        AssertFirstRows(example, Network(example).Predict(example.Image.Values));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Emitted_code_gives_the_stated_gradients(string name)
    {
        WorkedExample example = Example(name);
        INetwork network = Network(example);
        TrainingPass pass = network.CreateTrainingPass(capacity: 1, workers: 1);
        float[] ones = [.. Enumerable.Repeat(1f, network.Info.OutputSize)];
        var batch = new RecordingBatch(example.Image.Values, ones, samples: 1);

        pass.Run(batch);

        AssertFirstRows(example, batch.Outputs);
        AssertGradients(example, pass.InputGradients(samples: 1), pass.Gradients);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_plain_loops_give_the_stated_numbers(string name)
    {
        WorkedExample example = Example(name);
        var network = new ReferenceNetwork(example.Network, batchSize: 1);
        ReferenceParameter? kernel = network.Parameters.SingleOrDefault();
        example.Kernel?.Doubles.CopyTo(kernel!.Values, 0);

        ReferenceRun run = network.Run(example.Image.Doubles, [.. Enumerable.Repeat(1.0, network.Output.Size)]);

        AssertFirstRows(example, Singles(run.Outputs));
        AssertGradients(example, Singles(run.InputGradients), Singles(kernel?.Gradient ?? []));
    }

    [Fact]
    public void Flatten_keeps_rows_then_columns_then_channels()
    {
        float[] image = [.. Enumerable.Range(0, 12).Select(value => (float)value)];

        Assert.Equal(image, Compiled.Value.Create(FlattenedImage.Name).Predict(image));
    }

    private static WorkedExample Example(string name) => WorkedExamples.All.Single(example => example.Name == name);

    private static INetwork Network(WorkedExample example)
    {
        INetwork network = Compiled.Value.Create(example.Name);
        if (example.Kernel is not null)
        {
            Assert.Single(network.Parameters).Set(example.Kernel.Values);
        }

        return network;
    }

    private static void AssertFirstRows(WorkedExample example, float[] outputs)
    {
        Closeness.Relative("output", example.Output.Doubles, outputs.AsSpan(0, example.Output.Values.Length), Tolerance);
        SampleShape output = example.Network.Output;
        Assert.Equal((output.Size, output.Width), (outputs.Length, example.Output.Columns));
    }

    private static void AssertGradients(WorkedExample example, float[] inputGradient, float[] kernelGradient)
    {
        if (example.InputGradient is { } byInput)
        {
            Closeness.Relative("gradient by the input", byInput.Doubles, inputGradient, Tolerance);
        }

        if (example.KernelGradient is { } byKernel)
        {
            Closeness.Relative("gradient by the kernel", byKernel.Doubles, kernelGradient, Tolerance);
        }
    }

    private static float[] Singles(double[] values) => Array.ConvertAll(values, value => (float)value);
}
