using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

// Images of one column: series, whose steps are rows. Kernels take several pixels of a row at once, and of a column one, for which the weights are read each
// time.
internal sealed partial class Planner
{
    /// <summary>Whether predictions take columns as rows, which lie alike so long as nothing is stored beside them.</summary>
    private bool TurnsColumns => _turnsColumns ??= _setting.Purpose == Purpose.Inference
        && _network.Nodes.All(node => node.Inputs.All(input => !IsWidened(node, ShapeOf(input))));

    private Shape ShapeOf(int input) => input == NetworkBuilder.NetworkInput ? _network.Input : _network.Nodes[input].OutputShape;

    /// <summary>Whether a layer may have zeros stored beside the column that it reads.</summary>
    private static bool IsWidened(Node node, Shape shape) => !shape.IsVector && shape.Width == 1 && node.Layer switch
    {
        Conv2D layer => IsWidened(layer.Window),
        DepthwiseConv2D layer => IsWidened(layer.Window),
        SeparableConv2D layer => IsWidened(layer.Window),
        Pooling2D layer => layer.Pool.Width > 1 || layer.Pads is not { Left: 0, Right: 0 },
        ZeroPadding2D layer => layer.Padding is not { Left: 0, Right: 0 },
        Conv2DTranspose or UpSampling2D => true,
        _ => false,
    };

    private static bool IsWidened(KernelWindow window) => window.Kernel.Width > 1 || window.Pads is not { Left: 0, Right: 0 };

    private bool IsColumn(Tensor tensor) => TurnsColumns && tensor is { Width: 1, Height: > 1 };
}
