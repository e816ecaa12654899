using System;
using System.Collections.Generic;
using NetGen.Import.Files;

namespace NetGen.Import.Hdf5;

/// <summary>Walks through all that a file holds.</summary>
internal static class Hdf5Tree
{
    private const int MostLevels = 32;

    /// <summary>All arrays with their paths, in the order of the file.</summary>
    /// <exception cref="FormatException">A group lies in itself, or groups lie in each other too deeply.</exception>
    public static List<(string Path, Hdf5Object Dataset)> Datasets(Hdf5File file)
    {
        var datasets = new List<(string, Hdf5Object)>();
        var seen = new HashSet<long> { file.Root.Address };
        Walk(file.Root, 0, seen, datasets);
        return datasets;
    }

    private static void Walk(Hdf5Object group, int level, HashSet<long> seen, List<(string, Hdf5Object)> datasets)
    {
        foreach (Hdf5Object child in group.Children())
        {
            // Keras links nothing twice; what is met again leads back to itself.
            if (!seen.Add(child.Address) || level > MostLevels)
            {
                throw new FormatException($"'{FileText.Of(child.Path)}' is met twice, or lies too deep");
            }

            if (child.IsDataset)
            {
                datasets.Add((child.Path, child));
            }
            else
            {
                Walk(child, level + 1, seen, datasets);
            }
        }
    }
}
