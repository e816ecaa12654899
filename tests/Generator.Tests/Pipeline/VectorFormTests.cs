using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator.Code;
using NetGen.Generator.Planning;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>A project says which vector forms are emitted; those that are, are the same to the byte.</summary>
public class VectorFormTests
{
    private const string Property = "NetGenEmittedVectorBits";

    private static readonly int[] AllWidths = [128, 256, 512];

    private static readonly string Source = Sources.Lecture.Replace("3)]\n[Conv", "3, LayerOutputs = true, InputGradient = true)]\n[Conv", System.StringComparison.Ordinal);

    /// <summary>What a project says, and the widths that come of it.</summary>
    public static TheoryData<string, int[]> Choices => new()
    {
        { "", [128, 256, 512] },
        { "128", [128] },
        { "256", [128, 256] },
        { "512", [128, 512] },
        { "128,256", [128, 256] },
        { "512,128", [128, 512] },
        { ",256,512,", [128, 256, 512] },
        { "128,256,512", [128, 256, 512] },
        { "64", [128, 256, 512] },
        { "128,1024", [128, 256, 512] },
    };

    [Theory]
    [MemberData(nameof(Choices))]
    public void The_forms_that_a_project_wants_are_emitted_and_128_bits_always(string bits, int[] widths)
    {
        Dictionary<string, string> all = Files("");
        Dictionary<string, string> chosen = Files(bits);

        Assert.Equal(
            all.Keys.Where(name => !name.Contains("Vector", System.StringComparison.Ordinal) || widths.Any(width => name.EndsWith($"Vector{width}.g.cs", System.StringComparison.Ordinal))),
            chosen.Keys);
        Assert.All(
            chosen.Where(file => file.Key.Contains("Vector", System.StringComparison.Ordinal)),
            file => Assert.Equal(all[file.Key], file.Value));
    }

    [Theory]
    [MemberData(nameof(Choices))]
    public void A_program_asks_for_the_emitted_forms_alone(string bits, int[] widths)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999, optimizationLevel: OptimizationLevel.Release);
        NetworkCompilation generated = NetworkCompilation.Of(options, Source).With(Property, bits).Generated();
        string passes = string.Concat(generated.Compilation.SyntaxTrees
            .Where(tree => Path.GetFileName(tree.FilePath) is "LectureCnn.Passes.g.cs" or "LectureCnn.LayerOutputs.g.cs").Select(tree => tree.ToString()));

        Assert.Empty(generated.Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        Assert.All(AllWidths, width => Assert.Equal(
            widths.Contains(width) && width > 128, passes.Contains($"Vector{width}.IsHardwareAccelerated", System.StringComparison.Ordinal)));
        Assert.All(AllWidths, width => Assert.Equal(
            widths.Contains(width), passes.Contains($"LectureCnn_Vector{width}.", System.StringComparison.Ordinal)));
    }

    [Fact]
    public void Another_choice_compiles_the_networks_anew_and_the_same_one_does_not()
    {
        var before = NetworkCompilation.Of(Sources.Small).With(Property, "128,256");
        GeneratorRun run = GeneratorRun.Of(before);

        RunReasons.Unrelated.AssertOf(run.Again(before.With(Property, "256,128")));
        new RunReasons(IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified).AssertOf(run.Again(before.With(Property, "128")));
    }

    [Fact]
    public void A_budget_of_memory_is_held_against_the_emitted_forms()
    {
        // Three filters are padded to a whole register: to four on 128 bits, to sixteen on 512.
        const string Layers = "[Conv2D(3, 3)] [Conv2D(3, 3)] [Flatten] [Dense(2)] public partial class Net;";
        string source = $"[Network(200, 200, 3)] {Layers}";
        double Megabytes(params VectorForm[] forms) => PlansIn(Networks.Build(source).Network!, forms).Max(plans => plans.TrainingBytes(32)) / (1024.0 * 1024.0);
        double narrow = Megabytes(VectorForm.Vector128);
        double wide = Megabytes(VectorForm.All);
        Assert.True(narrow < wide);
        string budget = ((narrow + wide) / 2).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        NetworkCompilation compilation = NetworkCompilation.Of($"[Network(200, 200, 3, MaxMegabytes = {budget})] {Layers}");

        Assert.Equal(["NG0502"], compilation.Analyze().Select(diagnostic => diagnostic.Id).Where(id => id == "NG0502"));
        Assert.DoesNotContain(compilation.With(Property, "128").Analyze(), diagnostic => diagnostic.Id == "NG0502");
    }

    /// <summary>So a network whose widest form is far from every limit needs no plan of the others while it is typed.</summary>
    [Fact]
    public void No_narrower_form_takes_much_more_than_twice_the_memory_of_the_widest()
    {
        IEnumerable<NetworkModel> models = GeneratorRun.Of(NetworkCompilation.Of(ReplayedNetworks.All)).Outputs<NetworkModel>(TrackingNames.Networks);
        FormPlans[][] networks = [.. models.Select(model => model.Plans?.Forms).OfType<FormPlans[]>()];

        Assert.True(networks.Length > 60, $"{networks.Length}");
        Assert.All(networks, forms => Assert.All(forms, form => Assert.InRange(form.TrainingBytes(32), 0, (2 * forms[0].TrainingBytes(32)) + PlanRules.AlgorithmBytes)));
        Assert.All(networks, forms => Assert.All(forms, form => Assert.InRange(form.InferenceBytes, 0, (2 * forms[0].InferenceBytes) + PlanRules.AlgorithmBytes)));
    }

    /// <summary>One form stores zeros around values, or keeps others, where another does not, and what lies behind them lies elsewhere.</summary>
    [Fact]
    public void The_gradient_by_the_input_is_read_where_each_form_writes_it()
    {
        const string Text = """
            [Network(15, 4, 3, InputGradient = true)]
            [Conv2D(8, 3, 2, Padding = Padding.Same, UseBias = false)] [BatchNormalization] [Activation(Activation.HardSiLU)]
            [Conv2D(8, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization(Name = "way")]
            [Conv2D(8, 1, 2, Padding = Padding.Same, UseBias = false, Input = "input")] [BatchNormalization]
            [Add("way")] [Activation(Activation.LeakyReLU)]
            public partial class Net;
            """;
        Dictionary<string, string> files = GeneratorRun.Of(NetworkCompilation.Of(Text)).Files.ToDictionary();
        string[] written = [.. VectorForm.All.Select(form => Regex.Match(files[$"Net.{form.Name}.g.cs"], @"\bInputGradientAt = (\d+);").Groups[1].Value)];
        string property = Regex.Match(files["Net.Passes.g.cs"], @"int InputGradientAt =>([^;]*);").Groups[1].Value;

        Assert.True(written.Distinct().Count() > 1, string.Join(" ", written));
        Assert.Equal(written, Regex.Matches(property, @"[?:] (\d+)").Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void Batches_are_cut_into_the_same_lanes_in_every_form()
    {
        // Registers of 512 bits pad the filters to 144, of 128 bits to 132, and lanes so large are counted: 8 of the former fit, 16 of the latter.
        Layers.Network network = Networks.Build("[Network(8, 8, 850)] [Conv2D(129, 3)] [Flatten] [Dense(2)] public partial class Net;").Network!;

        Assert.Equal([8, 8, 8], PlansIn(network, VectorForm.All).Select(plans => plans.Training.MaxLanes));
        Assert.Equal([8, 8, 8], VectorForm.All.SelectMany(form => PlansIn(network, form)).Select(plans => plans.Training.MaxLanes));
    }

    private static FormPlans[] PlansIn(Layers.Network network, params VectorForm[] forms) => NetworkPlans.Of(network, forms.ToImmutableArray(), layerOutputs: false).Forms;

    private static Dictionary<string, string> Files(string bits) =>
        GeneratorRun.Of(NetworkCompilation.Of(Source).With(Property, bits)).Files.OrderBy(file => file.Name, System.StringComparer.Ordinal).ToDictionary();
}
