using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>
/// Compiles the networks of <see cref="ReplayedNetworks"/> and compares the emitted text with the hashes in EmittedText.txt. A refactoring changes
/// none of them; a change of what is emitted changes those that it means to, and its commit says which and why. To see what changed, run
/// the tests before and after with <c>NETGEN_REPLAY_DIR</c> set to two folders, into which they write the text, and compare the folders. To accept
/// the new text, run them with <c>NETGEN_REPLAY_UPDATE=1</c>, which writes the hashes anew.
/// </summary>
public class ReplayTests
{
    private const string Separator = " | ";

    private static readonly string HashFile = Repository.PathOf("tests", "Generator.Tests", "Replay", "EmittedText.txt");

    // The version of the generator stands in an attribute; a new one is no new text.
    private static readonly string Version = $"\"{typeof(NetworkGenerator).Assembly.GetName().Version!.ToString(3)}\"";

    private static readonly Lazy<NetworkCompilation> Compilation = new(() => NetworkCompilation.Of(ReplayedNetworks.All));

    private static readonly Lazy<IReadOnlyList<(string Name, string Text)>> Files = new(() =>
        [.. GeneratorRun.Of(Compilation.Value).Files.Select(file => (file.Name, file.Text.Replace(Version, "\"\"", StringComparison.Ordinal)))]);

    /// <summary>The emitted files, with no version in them.</summary>
    internal static IReadOnlyList<(string Name, string Text)> EmittedFiles => Files.Value;

    [Fact]
    public void The_emitted_text_is_the_text_that_was_checked_in()
    {
        if (Environment.GetEnvironmentVariable("NETGEN_REPLAY_DIR") is { Length: > 0 } folder)
        {
            WriteText(folder);
        }

        IEnumerable<string> lines = Files.Value.Select(file => string.Join(Separator, NetworkOf(file.Name), file.Name, Hash(file.Text)));
        string[] actual = [.. lines.Order(StringComparer.Ordinal)];
        if (Environment.GetEnvironmentVariable("NETGEN_REPLAY_UPDATE") == "1")
        {
            File.WriteAllText(HashFile, string.Concat(actual.Select(line => line + "\n")));
            return;
        }

        string[] expected = File.ReadAllLines(HashFile);
        string[] changes = [.. Changes(expected, actual)];
        Assert.True(changes.Length == 0, Explain(changes));
    }

    [Fact]
    public void Every_network_but_the_wrong_one_has_bodies()
    {
        string[] declared = [.. Compilation.Value.Compilation.SyntaxTrees.SelectMany(tree => NetworkNames(tree.GetRoot()))];
        string[] withBodies = [.. Files.Value.Where(file => file.Name.EndsWith(".Passes.g.cs", StringComparison.Ordinal)).Select(file => NetworkOf(file.Name))];

        Assert.Equal(declared.Where(name => name != "Wrong").Order(StringComparer.Ordinal), withBodies.Order(StringComparer.Ordinal));
        Assert.Contains("Wrong", declared);
    }

    [Fact]
    public void Every_kind_of_layer_and_every_activation_is_replayed()
    {
        var kinds = new HashSet<string>();
        var activations = new HashSet<Activation>();
        IEnumerable<NetworkModel> models = GeneratorRun.Of(Compilation.Value).Outputs<NetworkModel>(TrackingNames.Networks);
        foreach (Network network in models.Select(model => model.Network).OfType<Network>())
        {
            kinds.UnionWith(network.Nodes.Select(node => node.Layer.GetType().Name + (node.Layer as Pooling2D)?.Function));
            activations.UnionWith(network.Nodes.Select(node => node.Layer.Activation.Function));
        }

        IEnumerable<string> allKinds = typeof(Layer).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Layer)) && !type.IsAbstract)
            .SelectMany(type => type == typeof(Pooling2D) ? Enum.GetNames<PoolingFunction>().Select(function => type.Name + function) : [type.Name]);
        Assert.Empty(allKinds.Except(kinds));
        Assert.Empty(Enum.GetValues<Activation>().Except(activations));
    }

    private static IEnumerable<string> NetworkNames(SyntaxNode root) => root
        .DescendantNodes()
        .OfType<Microsoft.CodeAnalysis.CSharp.Syntax.ClassDeclarationSyntax>()
        .Where(type => type.AttributeLists.Count > 0)
        .Select(type => type.Identifier.Text);

    /// <summary>"Shop.Vision.Outer+Shown.Vector256.g.cs" is a file of "Shown".</summary>
    private static string NetworkOf(string file)
    {
        string[] parts = file.Split('.', '+');
        return parts.TakeWhile(part => part is not ("g" or "Factory" or "Passes" or "LayerOutputs") && !part.StartsWith("Vector", StringComparison.Ordinal)).Last();
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    private static IEnumerable<string> Changes(string[] expected, string[] actual)
    {
        ILookup<string, string> before = expected.ToLookup(line => line.Split(Separator)[0]);
        ILookup<string, string> after = actual.ToLookup(line => line.Split(Separator)[0]);
        foreach (string network in before.Concat(after).Select(group => group.Key).Distinct().Order(StringComparer.Ordinal))
        {
            IEnumerable<string> lines = before[network].Except(after[network]).Concat(after[network].Except(before[network]));
            string[] files = [.. lines.Select(line => line.Split(Separator)[1]).Distinct()];
            if (files.Length > 0)
            {
                yield return $"  {network}: {string.Join(", ", files)}";
            }
        }
    }

    private static string Explain(string[] changes) => string.Join(
        Environment.NewLine,
        [
            $"The emitted text of {changes.Length} networks is not what was checked in:",
            .. changes,
            "To see the difference, run this test before and after the change with NETGEN_REPLAY_DIR set to two folders, and compare these.",
            "If the change is meant, run it with NETGEN_REPLAY_UPDATE=1, look at what changed in EmittedText.txt, and say in the commit why.",
        ]);

    private static void WriteText(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach ((string name, string text) in Files.Value)
        {
            File.WriteAllText(Path.Combine(folder, name), text);
        }
    }
}
