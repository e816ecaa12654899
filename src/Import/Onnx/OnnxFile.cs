using System.IO;
using NetGen.Import.Files;
using NetGen.Import.Graphs;

namespace NetGen.Import.Onnx;

/// <summary>Reads ONNX files.</summary>
internal static class OnnxFile
{
    private const int OldestOpset = 1;
    private const int NewestOpset = 25;
    private const long OldestIr = 3;

    /// <summary>Whether a file may be one: it begins with the version of the format, as all writers put it, or names who wrote it.</summary>
    public static bool Is(byte[] content) =>
        content.Length > 2 && (content[0] == 0x08 || content[0] == 0x12 || content[0] == 0x3A || content[0] == 0x42) && HasGraph(content);

    /// <exception cref="InvalidDataException">The file is broken.</exception>
    /// <exception cref="UnsupportedModelException">The network needs what NetGen does not have.</exception>
    public static ImportedNetwork Read(ModelSource source, ImportOptions options)
    {
        return Read(OnnxModelReader.Model(new ProtobufReader(source.Content, 0, source.Content.Length)), source, options);
    }

    /// <summary>A network of a model whose messages have been read.</summary>
    public static ImportedNetwork Read(OnnxModel model, ModelSource source, ImportOptions options)
    {
        Graph graph = new OnnxGraphBuilder(model, source).Build();
        graph.LargestConstant = source.Content.Length + (1 << 16);
        long opset = model.Opsets.TryGetValue("", out long version) ? version : 1;
        if (opset is < OldestOpset or > NewestOpset || model.IrVersion < OldestIr)
        {
            graph.Obstacles.Add(
                "Model", source.Name, $"is written in opset {opset} and version {model.IrVersion} of the format",
                $"opsets 7 to {NewestOpset} and versions from {OldestIr} on can be imported, and of older opsets what means the same");
        }

        return GraphImport.Import(graph, source.Name, options);
    }

    private static bool HasGraph(byte[] content)
    {
        try
        {
            var reader = new ProtobufReader(content, 0, content.Length);
            while (reader.Next())
            {
                if (reader.Field == 7)
                {
                    return true;
                }

                reader.Skip();
            }
        }
        catch (InvalidDataException)
        {
            // A file that begins as one does and is cut off is broken rather than of no known kind.
            return content[0] == 0x08;
        }

        return false;
    }
}
