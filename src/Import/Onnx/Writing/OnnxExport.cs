using System;
using System.IO;
using NetGen.Import.Onnx.Writing;

namespace NetGen.Import;

/// <summary>Writes networks as ONNX models, which ONNX Runtime and others run.</summary>
public static class OnnxExport
{
    /// <summary>
    /// Writes a network with its weights as an ONNX model (opset 17, format 8): what it computes in predictions. Layers that act in training alone are left
    /// out. The file appears complete or not at all.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="options">The order of an image's axes, and what becomes of batch normalizations.</param>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> or <paramref name="path"/> is null.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveOnnx(this INetwork network, string path, OnnxOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] model = OnnxModelWriter.Write(network, options ?? new OnnxOptions());
        AtomicFile.Write(path, stream => stream.Write(model));
    }
}
