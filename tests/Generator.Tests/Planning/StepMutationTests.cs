using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Whatever one leaves out of a step is missed: by the verifier, or by the compiler that reads what is emitted.</summary>
public class StepMutationTests
{
    /// <summary>A network with every kind of step, fused and unfused, direct and by Winograd's algorithm, on images and on rows.</summary>
    private const string Source = """
        [Network(8, 8, 2)]
        [Rescaling(2)] [RandomFlip] [Conv2D(32, 3, Padding = Padding.Same, Activation = Activation.ReLU, ActivityL2 = 0.1)]
        [Conv2D(32, 3, Padding = Padding.Same)] [Conv2D(32, 5, Padding = Padding.Same)] [MaxPooling2D(2)] [Conv2D(5, 3, Padding = Padding.Same)] [BatchNormalization]
        [DepthwiseConv2D(3, Padding = Padding.Same, DepthMultiplier = 2)] [Activation(Activation.GELU)] [Normalization] [BatchNormalization(Trainable = false)]
        [Conv2DTranspose(5, 1)] [Rescaling(2)] [AveragePooling2D(2)]
        [SpatialDropout2D(0.1)] [GaussianNoise(0.1)] [GaussianDropout(0.1)] [AlphaDropout(0.1)]
        [LayerNormalization] [GroupNormalization(Groups = -1)]
        [Flatten] [Dense(3, Activation = Activation.Tanh)] [BatchNormalization] [Dropout(0.5)] [Normalization]
        [Dense(4)] [GroupNormalization(Groups = 2)] [BatchNormalization(Scale = false)] [Dense(2, UseBias = false, Activation = Activation.Softmax)]
        public partial class Net;
        """;

    private const string CopySource = "[Network(6, 6, 2, InputGradient = true)] [Conv2D(4, 3, Strides = 2)] [Flatten] [Dense(1)] public partial class Net;";

    /// <summary>Values that several layers read, as images and as a vector, and sums of equal and of stretched ones.</summary>
    private const string GraphSource = """
        [Network(6, 6, 2)]
        [Conv2D(4, 3, Padding = Padding.Same, Name = "stem")] [Conv2D(4, 3, Padding = Padding.Same)] [Add("stem")]
        [Conv2D(1, 1)] [Add("add")] [Flatten(Input = "stem")] [Dense(4, Name = "gate")] [Multiply("add_1")]
        [Conv2D(4, 1, Name = "other")] [Maximum("multiply")] [Subtract("add")]
        [Average("stem", "gate", "subtract")] [Concatenate("stem", "average")]
        [GlobalMaxPooling2D(KeepDims = true, Name = "largest")] [GlobalAveragePooling2D(Input = "concatenate")] [Add("largest")] [Flatten] [Dense(2)]
        public partial class Net;
        """;

    /// <summary>Values that get another place: zeros that are stored with an image, and zeros around a copy.</summary>
    private const string ShapeSource = """
        [Network(6, 6, 2)]
        [Conv2D(4, 3, Padding = Padding.Same)] [ZeroPadding2D] [MaxPooling2D(2)] [Cropping2D(1)]
        [UpSampling2D(2)] [UpSampling2D(1, 2, Interpolation = Interpolation.Bilinear)]
        [Reshape(4, -1, 8)] [Permute(3, 1, 2)] [Reshape(4, -1, 2)]
        [BatchNormalization] [Conv2D(2, 3, Padding = Padding.Same)] [PReLU(SharedAxes = new[] { 1, 2 })] [ReLU(MaxValue = 2)] [ZeroPadding2D]
        public partial class Net;
        """;

    /// <summary>A dense layer whose units threads share.</summary>
    private const string PartSource = "[Network(400)] [Dense(700, Activation = Activation.ReLU)] [Dense(2)] public partial class Net;";

    private static readonly string[] Sources = [Source, CopySource, GraphSource, ShapeSource, PartSource];

    public static IEnumerable<object[]> Purposes =>
        from source in Sources
        from purpose in Enum.GetNames<Purpose>()
        select (object[])[source, purpose];

    [Fact]
    public void The_networks_have_every_kind_of_step()
    {
        IEnumerable<Step> steps = Sources.SelectMany(source => Plan(source, nameof(Purpose.Training)).Steps);
        IEnumerable<Type> planned = steps.Select(step => step.GetType());

        Assert.Empty(typeof(Step).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(Step))).Except(planned));
    }

    [Theory]
    [MemberData(nameof(Purposes))]
    public void A_need_that_is_left_out_is_missed(string source, string purpose) =>
        AllAreMissed(source, purpose, step => step.Needs.Select((need, i) => (need.Name, new MutatedStep(step) { NeedsOf = step.Needs.RemoveAt(i) })));

    [Theory]
    [MemberData(nameof(Purposes))]
    public void A_need_that_no_kernel_uses_is_refused(string source, string purpose) =>
        AllAreMissed(source, purpose, step => [("Spare", new MutatedStep(step) { NeedsOf = step.Needs.Add(new Need("Spare", Block.Work, 4)) })]);

    [Theory]
    [MemberData(nameof(Purposes))]
    public void A_kernel_that_is_left_out_is_missed(string source, string purpose) =>
        AllAreMissed(source, purpose, step => step.Kernels
            .Select((kernel, i) => (kernel.Name, new MutatedStep(step) { KernelsOf = step.Kernels.RemoveAt(i) }))
            .Where((_, i) => !step.Kernels[i].IsPart));

    [Theory]
    [MemberData(nameof(Purposes))]
    public void A_kernel_that_runs_twice_is_refused(string source, string purpose) =>
        AllAreMissed(source, purpose, step => step.Kernels
            .Select(kernel => (kernel.Name, new MutatedStep(step) { KernelsOf = step.Kernels.Add(kernel) })));

    [Theory]
    [MemberData(nameof(Purposes))]
    public void An_operand_that_is_left_out_is_missed(string source, string purpose) =>
        AllAreMissed(source, purpose, step =>
            from i in Enumerable.Range(0, step.Kernels.Length)
            from j in Enumerable.Range(0, step.Kernels[i].Operands.Length)
            let kernel = step.Kernels[i]
            select ($"{kernel.Name} {kernel.Operands[j].Name}", new MutatedStep(step)
            {
                KernelsOf = step.Kernels.SetItem(i, kernel with { Operands = kernel.Operands.RemoveAt(j) }),
            }));

    [Theory]
    [MemberData(nameof(Purposes))]
    public void Items_that_are_left_out_are_missed(string source, string purpose) =>
        AllAreMissed(source, purpose, step =>
            from i in Enumerable.Range(0, step.Kernels.Length)
            where step.Kernels[i].Items > 0
            select (step.Kernels[i].Name, new MutatedStep(step) { KernelsOf = step.Kernels.SetItem(i, step.Kernels[i] with { Items = 0 }) }));

    [Theory]
    [MemberData(nameof(Purposes))]
    public void Parameters_that_are_left_out_are_missed(string source, string purpose) =>
        AllAreMissed(source, purpose, step => step.Owned.Select((node, i) => (node.Name, new MutatedStep(step) { OwnedOf = step.Owned.RemoveAt(i) })));

    [Fact]
    public void What_acts_in_training_alone_is_refused_elsewhere() =>
        AllAreMissed(Source, nameof(Purpose.Inference), step =>
            step.IsSkipped && step is not CopyStep ? [("IsSkipped", new MutatedStep(step) { IsSkippedOf = false })] : []);

    [Fact]
    public void What_another_size_is_made_of_is_not_passed_by()
    {
        ExecutionPlan plan = Plan(Source, nameof(Purpose.Training));
        Step step = plan.Steps.First(step => step.Output.Border == step.Input.Border && step.Output.IsRow == step.Input.IsRow && step.Output.Size != step.Input.Size);
        ExecutionPlan skipping = plan with { Steps = plan.Steps.Replace(step, new MutatedStep(step) { IsSkippedOf = true }) };

        InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(() => PlanVerifier.Verify(skipping));

        Assert.Equal($"Broken plan: {step.Name} is passed by, but its output lies in another way than its input.", refusal.Message);
    }

    private static void AllAreMissed(string source, string purpose, Func<Step, IEnumerable<(string Member, MutatedStep Mutation)>> mutate)
    {
        ExecutionPlan plan = Plan(source, purpose);
        var passed = new List<string>();
        for (int i = 0; i < plan.Steps.Length; i++)
        {
            foreach ((string member, MutatedStep mutation) in mutate(plan.Steps[i]).Where(mutated => !mutated.Mutation.IsSkipped))
            {
                if (Passes(plan with { Steps = plan.Steps.SetItem(i, mutation) }, mutation))
                {
                    passed.Add($"{mutation.Name}: {member}");
                }
            }
        }

        Assert.Empty(passed);
    }

    private static ExecutionPlan Plan(string source, string purpose) =>
        Planner.Plan(Networks.Build(source).Network!, VectorForm.Vector256, Enum.Parse<Purpose>(purpose));

    private static bool Passes(ExecutionPlan plan, MutatedStep mutation)
    {
        try
        {
            PlanVerifier.Verify(MemoryPlanner.Place(plan));
        }
        catch (InvalidOperationException)
        {
            return false;
        }

        // What its kernels do is written by the mutation's original, with the operands that are left.
        var writer = new CodeWriter();
        using (writer.Block("static class Kernels"))
        {
            foreach (Kernel kernel in mutation.Kernels)
            {
                foreach (KernelPart part in kernel.Parts)
                {
                    part.Write(writer);
                }

                kernel.Body(writer, kernel);
            }

            writer.Helpers();
        }

        const string Usings = "using System; using System.Runtime.CompilerServices; using System.Runtime.InteropServices; "
            + "using System.Runtime.Intrinsics; using NetGen.Execution;\n";
        return !NetworkCompilation.Of(Usings + writer).Compilation.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    /// <summary>A step of which something is left out.</summary>
    private sealed record MutatedStep(Step Original) : Step(Original.Site)
    {
        public ImmutableArray<Need> NeedsOf { get; init; } = Original.Needs;

        public ImmutableArray<Kernel> KernelsOf { get; init; } = Original.Kernels;

        public ImmutableArray<Node> OwnedOf { get; init; } = Original.Owned;

        public bool IsSkippedOf { get; init; } = Original.IsSkipped;

        public override string Words => Original.Words;

        public override ImmutableArray<Tensor> Outputs => Original.Outputs;

        public override ImmutableArray<Kernel> Kernels => KernelsOf;

        public override ImmutableArray<Need> Needs => NeedsOf;

        public override ImmutableArray<Node> Owned => OwnedOf;

        public override bool IsSkipped => IsSkippedOf;

        public override bool IsOfWayBack => Original.IsOfWayBack;

        public override IEnumerable<string> Faults() => Original.Faults();
    }
}
