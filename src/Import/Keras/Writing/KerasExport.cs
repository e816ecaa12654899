using System;
using System.IO;
using NetGen.Import.Keras.Writing;

namespace NetGen.Import;

/// <summary>Writes networks as Keras's files, which Keras 3 opens.</summary>
public static class KerasExport
{
    private const string ModelEnd = ".keras";
    private const string WeightsEnd = ".weights.h5";

    /// <summary>
    /// Writes a network as a model of Keras 3: layers, weights, and what concerns training alone (initializers, penalties, constraints, dropout,
    /// augmentation). <c>keras.saving.load_model</c> opens it, and what it predicts is the same within rounding. The file appears complete or not at all.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file, whose name ends in .keras, as Keras asks for; an existing one is replaced.</param>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> or <paramref name="path"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="path"/> does not end in .keras.</exception>
    /// <exception cref="NotSupportedException">A layer has a setting that Keras has no counterpart for; the message names both. Nothing is written.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveKeras(this INetwork network, string path)
    {
        Check(network, path, ModelEnd);
        byte[] content = KerasArchive.Write(KerasLayers.Of(network));
        AtomicFile.Write(path, stream => stream.Write(content));
    }

    /// <summary>
    /// Writes a network's weights for a model of the same layers in Keras 3, whose <c>load_weights</c> takes them: where a layer stands counts, and not its
    /// name. The file appears complete or not at all.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file, whose name ends in .weights.h5, as Keras asks for; an existing one is replaced.</param>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> or <paramref name="path"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="path"/> does not end in .weights.h5.</exception>
    /// <exception cref="NotSupportedException">A layer has a setting that Keras has no counterpart for; the message names both. Nothing is written.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveKerasWeights(this INetwork network, string path)
    {
        Check(network, path, WeightsEnd);
        byte[] content = KerasWeightsFile.Write(KerasLayers.Of(network));
        AtomicFile.Write(path, stream => stream.Write(content));
    }

    private static void Check(INetwork network, string path, string end)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!path.EndsWith(end, StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"Keras opens files whose names end in {end}, and this one is called '{Path.GetFileName(path)}'.", nameof(path));
        }
    }
}
