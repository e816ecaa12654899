using System;
using System.IO;
using NetGen.Import.TensorFlowJs.Writing;

namespace NetGen.Import;

/// <summary>Writes networks as layers models of TensorFlow.js, which run in browsers and in Node.js.</summary>
public static class TensorFlowJsExport
{
    /// <summary>
    /// Writes a network with its weights as a layers model: <c>model.json</c>, which <c>tf.loadLayersModel</c> opens, and beside it the weights in files of
    /// at most 4 MB. It predicts the same within rounding and can be trained on; layers that act in training alone, and that TensorFlow.js does not have, are
    /// left out. Each file appears complete or not at all, and <c>model.json</c> last.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="folder">The folder; it is made where it is missing, and files of the same names in it are replaced.</param>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> or <paramref name="folder"/> is null.</exception>
    /// <exception cref="NotSupportedException">A layer has no counterpart in TensorFlow.js; the message names it. Nothing is written.</exception>
    /// <exception cref="IOException">The files cannot be written.</exception>
    public static void SaveTensorFlowJs(this INetwork network, string folder)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var files = TensorFlowJsModelWriter.Write(TensorFlowJsLayers.Of(network));
        Directory.CreateDirectory(folder);
        foreach ((string name, ReadOnlyMemory<byte> content) in files)
        {
            AtomicFile.Write(Path.Combine(folder, name), stream => stream.Write(content.Span));
        }
    }
}
