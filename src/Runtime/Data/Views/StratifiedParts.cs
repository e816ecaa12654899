using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace NetGen;

/// <summary>Parts of a dataset that have the same share of each class.</summary>
internal static class StratifiedParts
{
    // How far the values of one sample's target may be from a sum of 1 and still be the shares of classes.
    private const double Tolerance = 1e-3;

    /// <summary>The samples of each part, in stored order.</summary>
    /// <param name="data">The dataset.</param>
    /// <param name="cuts">Where one part ends and the next begins, as fractions of each class, rising.</param>
    /// <param name="seed">Decides which samples of a class go where.</param>
    /// <exception cref="InvalidOperationException">The targets are no classes, or a class has fewer samples than there are parts.</exception>
    public static int[][] Of(Dataset data, double[] cuts, int seed)
    {
        int parts = cuts.Length + 1;
        List<int>[] samples = [.. Enumerable.Range(0, parts).Select(_ => new List<int>())];
        foreach ((int label, int[] members) in Classes(data))
        {
            if (members.Length < parts)
            {
                string name = label < data.ClassNames.Count ? $" ({ForeignText.Show(data.ClassNames[label])})" : "";
                throw new InvalidOperationException(
                    $"Class {label}{name} has {members.Length} of the {data.Count} samples; a stratified split into {parts} parts needs at least {parts} of each class.");
            }

            Shuffling.InPlace(members, RandomKeys.OfStratifiedSplit(seed, label));
            int start = 0;
            for (int part = 0; part < parts; part++)
            {
                // Every part gets one at least, and leaves one for each part behind it.
                int left = parts - 1 - part;
                int end = left == 0 ? members.Length : Math.Clamp((int)Math.Round(members.Length * cuts[part]), start + 1, members.Length - left);
                samples[part].AddRange(members.AsSpan(start, end - start));
                start = end;
            }
        }

        return Array.ConvertAll(samples, part => part.Order().ToArray());
    }

    private static IEnumerable<(int Label, int[] Members)> Classes(Dataset data)
    {
        var classes = new SortedDictionary<int, List<int>>();
        float[] target = new float[data.TargetSize];
        for (int i = 0; i < data.Count; i++)
        {
            data.ReadTarget(i, target);
            int label = ClassOf(target, data.TargetKind)
                ?? throw new InvalidOperationException(
                    $"The target of sample {data.OriginalIndex(i)}, {string.Join(", ", target.Take(4))}{(target.Length > 4 ? " ..." : "")}, is no class; a "
                        + "stratified split needs one for each sample.");
            if (!classes.TryGetValue(label, out List<int>? members))
            {
                classes[label] = members = [];
            }

            members.Add(i);
        }

        return classes.Select(entry => (entry.Key, entry.Value.ToArray()));
    }

    /// <summary>The class index of one target: the number itself, or the place of the largest share of one.</summary>
    private static int? ClassOf(ReadOnlySpan<float> target, TargetKind kind) => target switch
    {
        [var label] => label >= 0 && label == MathF.Floor(label) && label <= int.MaxValue ? (int)label : null,
        _ => kind == TargetKind.Values && Math.Abs(Probability.Sum(target) - 1) <= Tolerance ? TargetRow.ArgMax(target) : null,
    };
}
