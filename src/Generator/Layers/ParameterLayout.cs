using System.Collections.Immutable;
using System.Linq;

namespace NetGen.Generator.Layers;

/// <summary>
/// Where the parameters of a network lie in its flat block of values: those that training changes first, and behind them the state that it leaves
/// alone. Within each of the two parts they follow each other in the order of the layers. So all that goes with a step of training (gradients, the
/// optimizer's values, averages) is as long as the first part, and lies as it does.
/// </summary>
internal sealed class ParameterLayout
{
    private readonly ImmutableArray<int[]> _offsets;

    /// <exception cref="System.OverflowException">The block is larger than an array can be.</exception>
    public ParameterLayout(Network network)
    {
        _offsets = [.. network.Nodes.Select(node => new int[node.Parameters.Length])];
        TrainableLength = Lay(network, isTrainable: true, start: 0);
        Length = Lay(network, isTrainable: false, TrainableLength);
    }

    /// <summary>Values of the whole block.</summary>
    public int Length { get; }

    /// <summary>Values of its first part, which training changes.</summary>
    public int TrainableLength { get; }

    /// <summary>Where a parameter of a layer begins.</summary>
    /// <param name="node">The layer in its place.</param>
    /// <param name="parameter">The parameter's number among the layer's, in Keras's order.</param>
    public int OffsetOf(Node node, int parameter) => _offsets[node.Index][parameter];

    private int Lay(Network network, bool isTrainable, int start)
    {
        int next = start;
        foreach (Node node in network.Nodes)
        {
            ImmutableArray<ParameterSpec> parameters = node.Parameters;
            for (int i = 0; i < parameters.Length; i++)
            {
                if (parameters[i].IsTrainable == isTrainable)
                {
                    _offsets[node.Index][i] = next;
                    next = checked(next + parameters[i].Size);
                }
            }
        }

        return next;
    }
}
