using System;
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

    private static void After(string old, string replacement, RunReasons reasons)
    {
        string edited = Sources.Small.ReplaceLineEndings("\n").Replace(old, replacement, StringComparison.Ordinal);
        Assert.NotEqual(Sources.Small, edited);
        var before = NetworkCompilation.Of(Sources.Small);

        reasons.AssertOf(GeneratorRun.Of(before).Again(before.With(0, edited)));
    }
}
