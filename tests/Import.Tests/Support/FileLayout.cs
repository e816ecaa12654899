using System;
using System.Linq;
using NetGen.Import.Graphs;

namespace NetGen.Import.Tests.Support;

/// <summary>Brings values of files of ONNX into NetGen's order and back, where the import says that images have another there.</summary>
internal static class FileLayout
{
    /// <summary>A batch as NetGen takes it.</summary>
    public static float[] ToNetwork(ImportedNetwork network, GraphTensor batch) =>
        batch.Rank == 4 && network.Remarks.Any(remark => remark.StartsWith("Images are", StringComparison.Ordinal)) ? batch.Transpose(0, 2, 3, 1).Floats : batch.Floats;

    /// <summary>A batch of outputs as NetGen has them.</summary>
    public static float[] FromFile(ImportedNetwork network, GraphTensor batch) =>
        batch.Rank == 4 && network.Remarks.Any(remark => remark.StartsWith("The output is", StringComparison.Ordinal)) ? batch.Transpose(0, 2, 3, 1).Floats : batch.Floats;
}
