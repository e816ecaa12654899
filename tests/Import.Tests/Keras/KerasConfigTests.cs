using System;
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
            for (int i = 0; i < Configs.Count; i++)
            {
                string declaration = (string)Configs[i]!["declaration"]!;
                if (!Nothing.Contains(declaration))
                {
                    cases.Add(i, declaration);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_layers_configuration_is_the_same_after_an_import(int index, string declaration)
    {
        JsonNode known = Configs[index]!;
        int[] shape = [.. known["input_shape"]!.AsArray().Select(size => (int)size!)];
        string className = (string)known["class_name"]!;
        JsonObject config = known["config"]!.AsObject();
        string name = (string)config["name"]!;

        // The declaration itself says which weights there are.
        INetwork declared = ImportedClass.Compile($"using NetGen; namespace Networks; [Network({string.Join(", ", shape)})] {declaration} public sealed partial class {ImportedClass.ClassName};");
        var weights = new GivenWeights();
        foreach (Parameter parameter in declared.Parameters)
        {
            weights.Add(name, parameter.Info.Name.Split('/')[^1], parameter.Info.Shape, new float[parameter.Info.Shape.Aggregate(1, (product, size) => product * size)]);
        }

        string[] inputs = [.. Enumerable.Repeat("input", declared.Info.Layers[0].Inputs.Count)];
        INetwork imported = ImportedClass.Create(KerasModelText.Import(shape, [new KerasModelText.Layer(className, config, inputs)], weights));

        LayerInfo layer = Assert.Single(imported.Info.Layers);
        Assert.Equal(declared.Info.Layers[0].Config.ToString(), layer.Config.ToString());
    }
}
