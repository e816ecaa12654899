using System.Collections.Generic;

namespace NetGen.Import.Networks;

/// <summary>A parameter with the values that it gets.</summary>
/// <param name="Parameter">Its name.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Values">The values, in NetGen's layout.</param>
/// <param name="Source">The tensor's name in the file.</param>
/// <param name="SourceShape">The tensor's shape there.</param>
/// <param name="IsFlattenedImage">Whether its rows were put into the order of images with their channels last.</param>
internal sealed record AssignedTensor(
    string Parameter, IReadOnlyList<int> Shape, float[] Values, string Source, IReadOnlyList<int> SourceShape, bool IsFlattenedImage);
