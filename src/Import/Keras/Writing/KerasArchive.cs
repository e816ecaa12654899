using System;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace NetGen.Import.Keras.Writing;

/// <summary>A .keras file: the model, its weights, and who wrote it.</summary>
internal static class KerasArchive
{
    // The oldest that reads what is written; files say no day, so that the same network gives the same file.
    private const string Version = "3.0.0";

    public static byte[] Write(WrittenNetwork network)
    {
        using var content = new MemoryStream();
        using (var archive = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, KerasFile.Metadata, Text(new KerasConfig(("keras_version", Version), (DeclarationHints.Key, network.Hints.ToConfig()))));
            Add(archive, KerasFile.Configuration, Text(KerasModelText.Of(network)));
            Add(archive, KerasFile.Weights, KerasWeightsFile.Write(network));
        }

        return content.ToArray();
    }

    private static byte[] Text(KerasConfig json) => Encoding.UTF8.GetBytes(json.ToString());

    /// <summary>Keras's members are as they are, and not compressed.</summary>
    private static void Add(ZipArchive archive, string name, byte[] member)
    {
        ZipArchiveEntry entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using Stream stream = entry.Open();
        stream.Write(member);
    }
}
