using System;
using System.IO;
using NetGen.Import.Files;

namespace NetGen.Import;

/// <summary>Reads files of other frameworks; which format a file has is seen from its content.</summary>
public static class ModelFile
{
    /// <summary>Reads a network: its layers and its weights.</summary>
    /// <param name="path">The file. Files beside it are read where it speaks of them (external data of ONNX, weights of TensorFlow.js).</param>
    /// <param name="options">What the file leaves open.</param>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is broken, or of a format that is not known.</exception>
    /// <exception cref="UnsupportedModelException">The network needs what NetGen does not have; every obstacle is listed.</exception>
    public static ImportedNetwork Read(string path, ImportOptions? options = null)
    {
        return ModelReader.Read(Open(path ?? throw new ArgumentNullException(nameof(path))), options ?? new ImportOptions());
    }

    /// <summary>A file with those beside it.</summary>
    internal static ModelSource Open(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return new ModelSource(Path.GetFileName(path), File.ReadAllBytes(path), name => Path.Combine(folder, name) is var file && File.Exists(file)
            ? File.ReadAllBytes(file)
            : null);
    }
}
