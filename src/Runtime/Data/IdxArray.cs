using System.Collections.Generic;

namespace NetGen;

/// <summary>The content of an IDX file of any type and any number of dimensions.</summary>
/// <param name="Shape">The sizes, the number of items first.</param>
/// <param name="Values">The values, the last size running fastest. Those that 32 bits do not hold are rounded.</param>
public sealed record IdxArray(IReadOnlyList<int> Shape, float[] Values);
