using System;
using System.IO;

namespace NetGen;

/// <summary>
/// Saves and loads the parameters of networks as safetensors files, in Keras's names and shapes: "conv2d/kernel" as
/// (kernel height, kernel width, inputs, outputs), "dense/kernel" as (inputs, units), in floats of 32 bits, or of 16 where that is wanted.
/// </summary>
public static class WeightFiles
{
    /// <summary>What a stream is called in messages.</summary>
    private const string AnyStream = "The stream";

    /// <summary>Saves the parameters. The file appears complete or not at all.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">
    /// The file, in a folder that may be written to; one that exists is replaced and its mode kept, a link is written through.
    /// </param>
    /// <exception cref="IOException">The file cannot be written; one that exists stays as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to, or the path is that of a folder.</exception>
    public static void Save(this INetwork network, string path) => Save(network, path, WeightPrecision.Float32);

    /// <summary>Saves the parameters in a precision. The file appears complete or not at all.</summary>
    /// <param name="network">The network, which stays as it is.</param>
    /// <param name="path">
    /// The file, in a folder that may be written to; one that exists is replaced and its mode kept, a link is written through.
    /// </param>
    /// <param name="precision">How values are stored.</param>
    /// <exception cref="IOException">The file cannot be written; one that exists stays as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to, or the path is that of a folder.</exception>
    /// <exception cref="OverflowException">A value is too large for <see cref="WeightPrecision.Float16"/>; a file that exists stays as it was.</exception>
    public static void Save(this INetwork network, string path, WeightPrecision precision)
    {
        Check(network, precision);
        AtomicFile.Write(path, stream => SafeTensors.Write(stream, network.Parameters, precision));
    }

    /// <summary>Saves the parameters to a stream.</summary>
    /// <param name="network">The network.</param>
    /// <param name="stream">The stream, left open.</param>
    public static void Save(this INetwork network, Stream stream) => Save(network, stream, WeightPrecision.Float32);

    /// <summary>Saves the parameters to a stream in a precision.</summary>
    /// <param name="network">The network, which stays as it is.</param>
    /// <param name="stream">The stream, left open.</param>
    /// <param name="precision">How values are stored.</param>
    /// <exception cref="OverflowException">A value is too large for <see cref="WeightPrecision.Float16"/>; nothing was written.</exception>
    public static void Save(this INetwork network, Stream stream, WeightPrecision precision)
    {
        Check(network, precision);
        ArgumentNullException.ThrowIfNull(stream);
        SafeTensors.Write(stream, network.Parameters, precision);
    }

    /// <summary>Loads the parameters. A file that is refused changes nothing.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">
    /// A safetensors file that holds this network's parameters and nothing else, in F32, F16, BF16 or F64, which is rounded; metadata is ignored.
    /// </param>
    /// <exception cref="InvalidDataException">
    /// The file is broken or cut short, or tensors are missing, unknown, of another shape or of another type, or hold numbers beyond single precision.
    /// </exception>
    public static void Load(this INetwork network, string path)
    {
        ArgumentNullException.ThrowIfNull(network);
        using FileStream stream = File.OpenRead(path);
        WeightLoading.Exact(stream, network.Parameters, path);
    }

    /// <summary>Loads the parameters from a stream. Content that is refused changes nothing.</summary>
    /// <param name="network">The network.</param>
    /// <param name="stream">Safetensors that hold this network's parameters and nothing else, read to the end.</param>
    /// <exception cref="InvalidDataException">
    /// The content is broken or cut short, or tensors are missing, unknown, of another shape or of another type, or hold numbers beyond single precision.
    /// </exception>
    public static void Load(this INetwork network, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(stream);
        WeightLoading.Exact(stream, network.Parameters, AnyStream);
    }

    /// <summary>
    /// Loads what a file has in common with the network, or some of it: layers of another network, under its names (Keras: <c>load_weights(skip_mismatch=True)</c>; PyTorch:
    /// <c>load_state_dict(strict=False)</c>). What the report names as not loaded stays as it was, and all of it where an exception is thrown.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="path">A safetensors file. Tensors that are taken are in F32, F16, BF16 or F64, which is rounded; those that are not may be of any type.</param>
    /// <param name="options">What is taken, and under which names.</param>
    /// <returns>What was loaded and what was not.</returns>
    /// <exception cref="ArgumentException">The options name what the network has not, choose none of its parameters, or give two tensors to one.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is broken or cut short; it has nothing of what the options choose, or, where they are strict, not all of it; what it has is of a type that is not read, or
    /// holds numbers beyond single precision.
    /// </exception>
    public static LoadReport Load(this INetwork network, string path, LoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        using FileStream stream = File.OpenRead(path);
        return WeightLoading.Chosen(stream, network, options, path);
    }

    /// <summary>Loads what a stream has in common with the network, or some of it; otherwise as <see cref="Load(INetwork, string, LoadOptions)"/>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="stream">Safetensors, read to the end.</param>
    /// <param name="options">What is taken, and under which names.</param>
    /// <returns>What was loaded and what was not.</returns>
    /// <exception cref="ArgumentException">The options name what the network has not, choose none of its parameters, or give two tensors to one.</exception>
    /// <exception cref="InvalidDataException">
    /// The content is broken or cut short; it has nothing of what the options choose, or, where they are strict, not all of it; what it has is of a type that is not read, or
    /// holds numbers beyond single precision.
    /// </exception>
    public static LoadReport Load(this INetwork network, Stream stream, LoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        return WeightLoading.Chosen(stream, network, options, AnyStream);
    }

    private static void Check(INetwork network, WeightPrecision precision)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (precision is not (WeightPrecision.Float32 or WeightPrecision.Float16))
        {
            throw new ArgumentOutOfRangeException(nameof(precision), precision, "The precision must be Float32 or Float16.");
        }
    }
}
