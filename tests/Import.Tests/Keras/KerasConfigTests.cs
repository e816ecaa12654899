using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using NetGen.Import.Tests.Support;
using Xunit;

namespace NetGen.Import.Tests.Keras;

/// <summary>What Keras says of a layer by get_config, read as a declaration, says the same of itself.</summary>
public sealed class KerasConfigTests
{
    private static readonly JsonArray Configs = JsonNode.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "configs.json")))!.AsArray();

    // Layers that compute nothing are left out.
    private static readonly string[] Nothing = ["[Activation(Activation.Linear)]", "[Cropping2D]"];

    public static TheoryData<int, string> Cases
    {
        get
        {
            var cases = new TheoryData<int, string>();
            foreach (int i in Indexes())
            {
                cases.Add(i, (string)Configs[i]!["declaration"]!);
            }

            return cases;
        }
    }

    private static IEnumerable<int> Indexes() => Enumerable.Range(0, Configs.Count).Where(i => !Nothing.Contains((string)Configs[i]!["declaration"]!));

    // The declarations themselves say which weights there are.
    private static readonly Lazy<IReadOnlyList<INetwork>> Declared = new(
        () => ImportedClass.CompileAll([.. Configs.Select((known, i) => (NameOf(i), Declaration(known!, i)))]));

    private static readonly CompiledTogether Imported = new(
        Indexes().Select(NameOf), name => Import(int.Parse(name.AsSpan(ImportedClass.ClassName.Length), CultureInfo.InvariantCulture)));

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_layers_configuration_is_the_same_after_an_import(int index, string declaration)
    {
        LayerInfo layer = Assert.Single(Imported.Of(NameOf(index)).Info.Layers);

        Assert.True(layer.Config.ToString() == Declared.Value[index].Info.Layers[0].Config.ToString(), declaration);
    }

    private static string NameOf(int index) => FormattableString.Invariant($"{ImportedClass.ClassName}{index}");

    private static int[] ShapeOf(JsonNode known) => [.. known["input_shape"]!.AsArray().Select(size => (int)size!)];

    private static string Declaration(JsonNode known, int index) =>
        $"using NetGen; namespace Networks; [Network({string.Join(", ", ShapeOf(known))})] {known["declaration"]} public sealed partial class {NameOf(index)};";

    private static ImportedNetwork Import(int index)
    {
        JsonNode known = Configs[index]!;
        JsonObject config = known["config"]!.AsObject();
        string name = (string)config["name"]!;
        INetwork declared = Declared.Value[index];
        var weights = new GivenWeights();
        foreach (ParameterInfo parameter in declared.Parameters.Select(parameter => parameter.Info))
        {
            weights.Add(name, parameter.Name.Split('/')[^1], parameter.Shape, new float[parameter.Shape.Aggregate(1, (product, size) => product * size)]);
        }

        string[] inputs = [.. Enumerable.Repeat("input", declared.Info.Layers[0].Inputs.Count)];
        return KerasModelText.Import(ShapeOf(known), [new KerasModelText.Layer((string)known["class_name"]!, config, inputs)], weights);
    }
}
