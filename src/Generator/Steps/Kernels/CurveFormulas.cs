using System;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Functions with numbers of their own, and their derivatives, as expressions in a value, which is a name.</summary>
internal static class CurveFormulas
{
    public static string Forward(CodeWriter writer, Operations op, Layer layer, string x) => layer switch
    {
        BentReLU { Rectifier: var rectifier } => Bent(op, rectifier, x),
        ScaledELU elu => op.IfGreater(x, op.Zero, x, $"{op.Constant(elu.Alpha)} * {ElementaryFunctions.ExpM1(writer, op, x)}"),
        _ => throw Unknown(layer),
    };

    /// <summary>The factor f'(x). At a corner it is that of the flatter side.</summary>
    public static string Derivative(CodeWriter writer, Operations op, Layer layer, string x)
    {
        string one = op.Constant(1);
        switch (layer)
        {
            case BentReLU { Rectifier: var rectifier }:
                string passing = rectifier.Most is { } most ? op.IfGreater(op.Constant(most), x, one, op.Zero) : one;
                return op.IfGreater(x, op.Constant(rectifier.Threshold), passing, op.Constant(rectifier.Slope));
            case ScaledELU elu:
                return op.IfGreater(x, op.Zero, one, $"{op.Constant(elu.Alpha)} * ({ElementaryFunctions.ExpM1(writer, op, x)} + {one})");
            default:
                throw Unknown(layer);
        }
    }

    private static string Bent(Operations op, Rectifier rectifier, string x)
    {
        string threshold = op.Constant(rectifier.Threshold);
        // Without a slope what does not pass is 0, and NaN where it is NaN: as the smaller one of 0 and what is no less than 0.
        string value = (rectifier.Slope, rectifier.Threshold) switch
        {
            (0, 0) => op.AtLeast(op.Zero, x),
            (0, _) => op.IfGreater(x, threshold, x, op.AtMost(op.Zero, op.AtLeast(op.Zero, x))),
            (_, 0) => op.IfGreater(x, op.Zero, x, $"{x} * {op.Constant(rectifier.Slope)}"),
            _ => op.IfGreater(x, threshold, x, $"({x} - {threshold}) * {op.Constant(rectifier.Slope)}"),
        };
        return rectifier.Most is { } most ? op.AtMost(op.Constant(most), value) : value;
    }

    private static ArgumentOutOfRangeException Unknown(Layer layer) => new(nameof(layer), layer.Kind, "No function of one value.");
}
