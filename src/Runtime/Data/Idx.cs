using System;
using System.IO;

namespace NetGen;

/// <summary>
/// Reads IDX, the format of MNIST and its kin: a big-endian magic number, the sizes, the values. Files may be plain or
/// gzip; which one they are is read off their first bytes.
/// </summary>
public static class Idx
{
    private const uint ImagesMagic = 0x00000803;
    private const uint LabelsMagic = 0x00000801;

    /// <summary>Reads a file of grey images, one byte a pixel.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The magic number is wrong, or the file has not the length that its header says.</exception>
    public static IdxImages ReadImages(string path)
    {
        using FileStream file = File.OpenRead(path);
        return ReadImages(file, path);
    }

    /// <summary>Reads grey images from a stream, one byte a pixel.</summary>
    /// <param name="stream">The stream, read to its end.</param>
    /// <exception cref="InvalidDataException">The magic number is wrong, or the stream has not the length that its header says.</exception>
    public static IdxImages ReadImages(Stream stream) => ReadImages(stream, "The stream of images");

    /// <summary>Reads a file of labels, one byte each.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The magic number is wrong, or the file has not the length that its header says.</exception>
    public static byte[] ReadLabels(string path)
    {
        using FileStream file = File.OpenRead(path);
        return ReadLabels(file, path);
    }

    /// <summary>Reads labels from a stream, one byte each.</summary>
    /// <param name="stream">The stream, read to its end.</param>
    /// <exception cref="InvalidDataException">The magic number is wrong, or the stream has not the length that its header says.</exception>
    public static byte[] ReadLabels(Stream stream) => ReadLabels(stream, "The stream of labels");

    /// <summary>Reads a file of any type, whole numbers or floats of any width, and any number of dimensions.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The magic number is wrong, or the file has not the length that its header says.</exception>
    public static IdxArray Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Read(file, path);
    }

    /// <summary>Reads a stream of any type, whole numbers or floats of any width, and any number of dimensions.</summary>
    /// <param name="stream">The stream, read to its end.</param>
    /// <exception cref="InvalidDataException">The magic number is wrong, or the stream has not the length that its header says.</exception>
    public static IdxArray Read(Stream stream) => Read(stream, "The stream");

    /// <summary>Samples of any type and shape, each with a class index.</summary>
    internal static Dataset ReadDataset(Stream images, string imagesName, Stream labels, string labelsName, float scale)
    {
        IdxFile inputs = IdxFile.Read(images, imagesName, "images");
        if (inputs.Sizes.Length < 2)
        {
            throw new InvalidDataException($"{imagesName} is no IDX file of images: it has {inputs.Sizes.Length} dimension, which are labels.");
        }

        float[] targets = ReadTargets(labels, labelsName);
        if (inputs.Sizes[0] != targets.Length)
        {
            throw new InvalidDataException($"The files do not belong together: {inputs.Sizes[0]} images and {targets.Length} labels.");
        }

        int[] shape = inputs.Sizes[1..];
        if (inputs.Type == IdxType.UnsignedByte)
        {
            return new ByteDataset(inputs.Content, shape, targets, scale);
        }

        float[] values = inputs.ToSingles();
        foreach (ref float value in values.AsSpan())
        {
            value *= scale;
        }

        return new InMemoryDataset(values, targets, targets.Length, TargetKind.Classes, shape);
    }

    private static float[] ReadTargets(Stream labels, string name)
    {
        IdxFile file = IdxFile.Read(labels, name, "labels");
        if (file.Sizes.Length != 1)
        {
            throw new InvalidDataException($"{name} is no IDX file of labels: it has {file.Sizes.Length} dimensions instead of 1.");
        }

        float[] targets = file.ToSingles();
        int wrong = Array.FindIndex(targets, target => !(target >= 0 && target == MathF.Floor(target)));
        return wrong < 0 ? targets : throw new InvalidDataException(FormattableString.Invariant($"{name} has {targets[wrong]} for label {wrong}; class indices are whole numbers from 0."));
    }

    private static IdxImages ReadImages(Stream stream, string name)
    {
        IdxFile file = IdxFile.Read(stream, name, "images", ImagesMagic);
        return new IdxImages(file.Sizes[0], file.Sizes[1], file.Sizes[2], file.Content);
    }

    private static byte[] ReadLabels(Stream stream, string name) => IdxFile.Read(stream, name, "labels", LabelsMagic).Content;

    private static IdxArray Read(Stream stream, string name)
    {
        IdxFile file = IdxFile.Read(stream, name, "values");
        return new IdxArray(file.Sizes, file.ToSingles());
    }
}
