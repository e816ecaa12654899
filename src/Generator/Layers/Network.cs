using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Layers;

/// <summary>A valid network: a graph of layers with all shapes known. Equal by value.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Input">The shape of one sample.</param>
/// <param name="InputGradient">Whether the gradient by the input is wanted.</param>
/// <param name="Nodes">The layers, each after its inputs.</param>
internal sealed record Network(string Name, Shape Input, bool InputGradient, EquatableArray<Node> Nodes)
{
    public long ParameterCount => Nodes.Sum(node => node.ParameterCount);
}

/// <summary>A layer in its place.</summary>
/// <param name="Name">The layer's name, unique in the network: "conv2d_1".</param>
/// <param name="Inputs">Indices of the nodes whose outputs come in; -1 is the network's input.</param>
internal sealed record Node(int Index, string Name, Layer Layer, EquatableArray<int> Inputs, EquatableArray<Shape> InputShapes, Shape OutputShape)
{
    /// <summary>The shape of what comes in; of several inputs that of the first.</summary>
    public Shape InputShape => InputShapes[0];

    /// <summary>The parameters in Keras's order. Of a layer that is not trained none is.</summary>
    public ImmutableArray<ParameterSpec> Parameters
    {
        get
        {
            ImmutableArray<ParameterSpec> parameters = Layer.Parameters(InputShape);
            return Layer.IsTrainable ? parameters : [.. parameters.Select(parameter => parameter with { IsTrainable = false })];
        }
    }

    public long ParameterCount => Parameters.Sum(parameter => (long)parameter.Size);

    /// <summary>Floating-point operations of one sample's forward pass; a multiply-add counts as two.</summary>
    public long ForwardFlops => Layer.ForwardFlops(InputShapes);
}
