using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Xunit;

namespace NetGen.Generator.Tests;

public class CachingTests
{
    [Fact]
    public void An_edit_of_another_file_runs_nothing_again()
    {
        var before = NetworkCompilation.Of(Sources.Small, "class Other { int x; }");
        GeneratorRun after = GeneratorRun.Of(before).Again(before.With(1, "class Other { int y; }"));

        RunReasons.Unrelated.AssertOf(after);
        Assert.All(after.OutputReasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void An_edit_of_another_class_in_the_same_file_runs_nothing_again() =>
        After("public sealed partial class Small;", "public sealed partial class Small { int x; }", RunReasons.Unrelated);

    [Fact]
    public void A_comment_between_the_layers_runs_nothing_again() =>
        After("[Flatten]", "// All pixels as one vector.\n\n[Flatten]", RunReasons.Unrelated);

    [Fact]
    public void An_edit_of_a_layer_compiles_the_network_anew() => After("Conv2D(4, 3", "Conv2D(5, 3", RunReasons.Modified);

    [Fact]
    public void An_edit_of_the_input_compiles_the_network_anew() => After("Network(6, 6, 1)", "Network(8, 6, 1)", RunReasons.Modified);

    [Fact]
    public void Two_layers_that_change_places_compile_the_network_anew() =>
        After("[MaxPooling2D(2)]\n[Flatten]", "[Flatten]\n[MaxPooling2D(2)]", RunReasons.Modified);

    [Fact]
    public void A_default_written_out_changes_no_network() => After("MaxPooling2D(2)", "MaxPooling2D(2, Strides = 2)", RunReasons.SameNetwork);

    [Fact]
    public void An_edit_that_adds_an_error_leaves_the_network() => After("Dense(3", "Dense(0", RunReasons.Modified);

    [Fact]
    public void Other_networks_of_the_project_stay_cached()
    {
        var before = NetworkCompilation.Of(Sources.Small, Sources.Lecture);
        GeneratorRun after = GeneratorRun.Of(before).Again(before.With(1, Sources.Lecture.Replace("Dense(5", "Dense(6", StringComparison.Ordinal)));

        RunReasons.Unrelated.AssertOf(after, index: 0);
        RunReasons.Modified.AssertOf(after, index: 1);
    }

    [Fact]
    public void Of_fifty_networks_only_the_one_that_changes_is_compiled_anew()
    {
        const int Edited = 17;
        string[] sources = [.. Enumerable.Range(0, 50).Select(i => Sources.Small.Replace("class Small", $"class Small{i}", StringComparison.Ordinal))];
        var before = NetworkCompilation.Of(sources);
        GeneratorRun after = GeneratorRun.Of(before).Again(before.With(Edited, sources[Edited].Replace("Dense(3", "Dense(4", StringComparison.Ordinal)));

        for (int i = 0; i < sources.Length; i++)
        {
            (i == Edited ? RunReasons.Modified : RunReasons.Unrelated).AssertOf(after, i);
        }

        // Each network has its members and its bodies.
        Assert.Equal(2 * sources.Length, after.OutputReasons.Count);
        Assert.Equal(2, after.OutputReasons.Count(reason => reason == IncrementalStepRunReason.Modified));
        Assert.Equal(2 * (sources.Length - 1), after.OutputReasons.Count(reason => reason == IncrementalStepRunReason.Cached));
    }

    [Fact]
    public void An_edit_in_an_editor_checks_and_plans_the_edited_network_once_and_no_other()
    {
        string[] sources = [.. Enumerable.Range(0, 3).Select(i => Sources.Small.Replace("class Small", $"class Checked{i}", StringComparison.Ordinal))];
        NetworkCompilation before = NetworkCompilation.Of(sources).InEditor();
        var run = GeneratorRun.Of(before);
        CheckedNetwork[] checkedBefore = ChecksOf(run, before);

        NetworkCompilation after = before.With(1, sources[1].Replace("Dense(3", "Dense(4", StringComparison.Ordinal));
        CheckedNetwork[] checkedAfter = ChecksOf(run.Again(after), after);

        Assert.Same(checkedBefore[0], checkedAfter[0]);
        Assert.NotSame(checkedBefore[1], checkedAfter[1]);
        Assert.Same(checkedBefore[2], checkedAfter[2]);
        Assert.Equal(4, checkedBefore.Concat(checkedAfter).Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    [Fact]
    public void A_network_that_nobody_holds_is_gone()
    {
        WeakReference gone = Checked();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.False(gone.IsAlive);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static WeakReference Checked() => new(Networks.Build("[Network(3)] [Dense(2, Name = \"forgotten\")] public partial class Net;"));
    }

    /// <summary>What the generator has checked, which is the very thing that analyzers find in the compilation with the emitted files.</summary>
    private static CheckedNetwork[] ChecksOf(GeneratorRun run, NetworkCompilation compilation)
    {
        CheckedNetwork[] checks = [.. run.Outputs<CheckedNetwork>(TrackingNames.Checks)];
        NetworkCompilation generated = compilation.GeneratedWithoutBodies();
        foreach (CheckedNetwork check in checks)
        {
            INamedTypeSymbol type = generated.Compilation.GetTypeByMetadataName(check.Declaration.Type.HintName)!;
            Assert.NotEmpty(type.GetMembers("Predict"));
            Assert.Same(check, Diagnostics.CheckedNetworks.Of(generated.Compilation).Find(type, check.Forms, Files.ModelFiles.None, default));
        }

        return checks;
    }

    private static void After(string old, string replacement, RunReasons reasons)
    {
        string edited = Sources.Small.ReplaceLineEndings("\n").Replace(old, replacement, StringComparison.Ordinal);
        Assert.NotEqual(Sources.Small, edited);
        var before = NetworkCompilation.Of(Sources.Small);

        reasons.AssertOf(GeneratorRun.Of(before).Again(before.With(0, edited)));
    }
}
