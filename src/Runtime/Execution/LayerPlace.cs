using System.ComponentModel;

namespace NetGen.Execution;

/// <summary>Where a layer's output lies in the workspace after a forward pass of one sample.</summary>
/// <param name="First">The first value, inside any border; -1 where the layer puts out the network's input.</param>
/// <param name="Rows">Number of rows; 1 for a vector.</param>
/// <param name="RowLength">Values per row.</param>
/// <param name="RowStride">Floats from one row to the next.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct LayerPlace(int First, int Rows, int RowLength, int RowStride);
