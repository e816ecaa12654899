using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace NetGen.Samples.Transfer;

/// <summary>Fashion-MNIST as somebody has it who has taken only a few pictures of each kind: those to learn from, and the whole test set.</summary>
internal static class FewPictures
{
    private const int Classes = 10;

    /// <summary>Reads a folder with the four files of Fashion-MNIST, as the sample FashionMnist has it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="perClass">Pictures of each kind to learn from.</param>
    /// <param name="seed">Decides which.</param>
    public static (Dataset Train, Dataset Test) Load(string folder, int perClass, int seed) =>
        (Few(Read(folder, "train"), perClass, seed), Read(folder, "t10k"));

    private static Dataset Read(string folder, string part) =>
        Dataset.FromIdx(Path.Combine(folder, $"{part}-images-idx3-ubyte.gz"), Path.Combine(folder, $"{part}-labels-idx1-ubyte.gz"));

    private static Dataset Few(Dataset all, int perClass, int seed)
    {
        int[] order = [.. Enumerable.Range(0, all.Count)];
        new Random(seed).Shuffle(order);
        int[] taken = new int[Classes];
        var images = new List<float>();
        var labels = new List<int>();
        float[] image = new float[all.InputSize];
        float[] label = new float[1];
        foreach (int index in order)
        {
            all.ReadTarget(index, label);
            if (taken[(int)label[0]]++ < perClass)
            {
                all.ReadInput(index, image);
                images.AddRange(image);
                labels.Add((int)label[0]);
            }
        }

        return Dataset.FromClasses([.. images], [.. labels], all.InputShape);
    }
}
