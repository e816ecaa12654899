using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NetGen.Import.Files;
using NetGen.Import.Graphs;
using NetGen.Import.Onnx;

namespace NetGen.Import.Tests.Onnx;

/// <summary>
/// A case of ONNX's backend tests: a model of one operator, mostly, with inputs and outputs. Weights are inputs there, and are made initializers
/// here.
/// </summary>
internal sealed class BackendTestCase
{
    private const int GraphField = 7;
    private const int InitializerField = 5;
    private const int NameField = 8;

    private readonly string _folder;

    private BackendTestCase(string folder) => _folder = folder;

    /// <summary>Where Debian's package libonnx-testdata puts them.</summary>
    public static string Root => "/usr/share/libonnx-testdata/data";

    public static bool ArePresent => Directory.Exists(Root);

    public string Name => $"{Path.GetFileName(Path.GetDirectoryName(_folder))}/{Path.GetFileName(_folder)}";

    /// <summary>Where the project's own lie, which Scripts/make_onnx.py makes in the same form.</summary>
    public static string Own => Path.Combine(AppContext.BaseDirectory, "Files", "Onnx");

    /// <summary>The model as a file.</summary>
    public byte[] Content => File.ReadAllBytes(Path.Combine(_folder, "model.onnx"));

    /// <summary>The cases of a group: "node", "pytorch-converted".</summary>
    public static IEnumerable<BackendTestCase> Of(string group) =>
        Directory.GetDirectories(Path.Combine(Root, group)).Order(StringComparer.Ordinal).Where(folder => File.Exists(Path.Combine(folder, "model.onnx"))).Select(folder => new BackendTestCase(folder));

    /// <summary>One of the project's own.</summary>
    public static BackendTestCase OfOwn(string name) => new(Path.Combine(Own, name));

    /// <summary>The network, with all its inputs but the first as constants.</summary>
    public ImportedNetwork Import()
    {
        byte[] content = Content;
        OnnxModel model = OnnxModelReader.Model(new ProtobufReader(content, 0, content.Length));
        var initial = model.Graph!.Initializers.Select(tensor => tensor.Name).ToHashSet();
        string[] inputs = [.. model.Graph.Inputs.Where(input => input.ElementType != 0).Select(input => input.Name).Where(name => !initial.Contains(name))];
        for (int i = 1; i < inputs.Length; i++)
        {
            string file = Tensor("input", i);
            if (File.Exists(file))
            {
                content = [.. content, .. Field(GraphField, Field(InitializerField, [.. File.ReadAllBytes(file), .. Field(NameField, System.Text.Encoding.UTF8.GetBytes(inputs[i]))]))];
            }
        }

        return ModelReader.Read(new ModelSource(Name + ".onnx", content, Sibling), new ImportOptions());
    }

    /// <summary>A file beside the model; null where there is none.</summary>
    public byte[]? Sibling(string name) => File.Exists(Path.Combine(_folder, name)) ? File.ReadAllBytes(Path.Combine(_folder, name)) : null;

    public GraphTensor Input() => Read(Tensor("input", 0));

    public GraphTensor Output() => Read(Tensor("output", 0));

    private static GraphTensor Read(string file)
    {
        byte[] content = File.ReadAllBytes(file);
        return new OnnxTensorReader(new ModelSource(file, content, _ => null)).Read(OnnxTensorMessages.Tensor(new ProtobufReader(content, 0, content.Length)))!;
    }

    private static byte[] Field(int number, byte[] bytes)
    {
        var written = new List<byte> { (byte)((number << 3) | 2) };
        for (uint length = (uint)bytes.Length; ; length >>= 7)
        {
            if (length < 0x80)
            {
                written.Add((byte)length);
                return [.. written, .. bytes];
            }

            written.Add((byte)(length | 0x80));
        }
    }

    private string Tensor(string kind, int number) => Path.Combine(_folder, "test_data_set_0", $"{kind}_{number}.pb");
}
