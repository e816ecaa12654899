using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Layers;

/// <summary>Arrays are indexed by int: no tensor has more values than that, nor have all parameters together.</summary>
internal sealed class SizeRules
{
    private double _parameters;

    /// <summary>The most values, in words.</summary>
    public static string Limit => NumberText.Grouped(int.MaxValue);

    /// <summary>Whether that many channels, a whole number of times, can be counted.</summary>
    public static bool CheckChannels(int channels, int times, LayerReader reader)
    {
        bool fits = (long)channels * times <= int.MaxValue;
        if (!fits)
        {
            reader.Error(RuleId.TooManyValues, "DepthMultiplier", $"The output of {reader.Kind}", $"{NumberText.Grouped((long)channels * times)} channels", Limit);
        }

        return fits;
    }

    public static bool Fits(IEnumerable<int> dimensions) => Count(dimensions) <= int.MaxValue;

    /// <summary>Checks a layer's output and parameters.</summary>
    public bool Check(string name, Layer layer, EquatableArray<Shape> inputs, LayerReader reader)
    {
        Shape output = layer.Infer(inputs);
        if (!Fits(output.Dimensions))
        {
            reader.Error(RuleId.TooManyValues, null, $"The output of '{name}'", output.ToString(), Limit);
            return false;
        }

        foreach (ParameterSpec parameter in layer.Parameters(inputs[0]))
        {
            _parameters += Count(parameter.Shape);
            if (_parameters > int.MaxValue)
            {
                string shape = string.Join("x", parameter.Shape.Select(NumberText.Plain));
                reader.Error(RuleId.TooManyValues, null, $"The network up to '{name}/{parameter.Role}'", shape, Limit);
                return false;
            }
        }

        return true;
    }

    // A product of ints may leave long behind; a double tells near enough by how much.
    private static double Count(IEnumerable<int> dimensions) => dimensions.Aggregate(1.0, (product, dimension) => product * dimension);
}
