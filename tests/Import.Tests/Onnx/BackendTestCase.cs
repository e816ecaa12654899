using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NetGen.Import.Files;
using NetGen.Import.Graphs;
using NetGen.Import.Onnx;

namespace NetGen.Import.Tests.Onnx;

/// <summary>
/// A case of ONNX's backend tests: a model of one operator, mostly, with inputs and outputs. Weights are inputs there, and are made initializers here;
/// what joins several inputs reads slices of one instead; and values without a batch get one.
/// </summary>
internal sealed class BackendTestCase
{
    private const string Stacked = "stacked";

    private static readonly string[] Joining = ["Add", "Sub", "Mul", "Max", "Min", "Mean", "Sum", "Concat"];

    private readonly string _folder;
    private readonly OnnxModel _model;
    private readonly List<GraphTensor> _inputs = [];

    private BackendTestCase(string folder)
    {
        _folder = folder;
        byte[] content = Content;
        _model = OnnxModelReader.Model(new ProtobufReader(content, 0, content.Length));
        OnnxGraph graph = _model.Graph!;
        var initial = graph.Initializers.Select(tensor => tensor.Name).ToHashSet();
        OnnxValueInfo[] inputs = [.. graph.Inputs.Where(input => input.ElementType != 0 && !initial.Contains(input.Name))];
        string[] files = [.. inputs.Select((_, i) => Tensor("input", i)).TakeWhile(File.Exists)];
        if (files.Length == inputs.Length && inputs.Length > 1 && graph.Nodes is [{ Domain.Length: 0 } joining] && Joining.Contains(joining.Operator)
            && inputs[0].Sizes is { Count: <= 3 } sizes && inputs.All(input => input.ElementType == OnnxElements.Float && input.Sizes!.SequenceEqual(sizes)))
        {
            Stack(graph, joining, inputs, files, [.. sizes.Select(size => (int)size)]);
            return;
        }

        foreach ((OnnxValueInfo input, string file) in inputs.Zip(files).Skip(1))
        {
            OnnxTensor constant = Message(file);
            constant.Name = input.Name;
            graph.Initializers.Add(constant);
        }

        if (inputs.Length > 0 && inputs[0].Sizes is { Count: 1 } && graph.Nodes is [{ Domain.Length: 0 } alone] && Operators.IsValueByValue(alone.Operator))
        {
            inputs[0].Sizes!.Insert(0, 1);
        }
    }

    /// <summary>Where Debian's package libonnx-testdata puts them.</summary>
    public static string Root => "/usr/share/libonnx-testdata/data";

    public static bool ArePresent => Directory.Exists(Root);

    public string Name => $"{Path.GetFileName(Path.GetDirectoryName(_folder))}/{Path.GetFileName(_folder)}";

    /// <summary>Where the project's own lie, which Scripts/make_onnx.py makes in the same form.</summary>
    public static string Own => Path.Combine(AppContext.BaseDirectory, "Files", "Onnx");

    /// <summary>The model as a file.</summary>
    public byte[] Content => File.ReadAllBytes(Path.Combine(_folder, "model.onnx"));

    /// <summary>The operators of the model's nodes.</summary>
    public IEnumerable<string> Kinds => _model.Graph!.Nodes.Select(node => node.Operator);

    /// <summary>The element type of the output, by ONNX's number; values of 16 bits are rounded to it.</summary>
    public long OutputType => _model.Graph!.Outputs[0].ElementType;

    /// <summary>The cases of a group: "node", "pytorch-converted".</summary>
    public static IEnumerable<BackendTestCase> Of(string group) =>
        Directory.GetDirectories(Path.Combine(Root, group))
            .Order(StringComparer.Ordinal)
            .Where(folder => File.Exists(Path.Combine(folder, "model.onnx")))
            .Select(folder => new BackendTestCase(folder));

    /// <summary>One of the project's own.</summary>
    public static BackendTestCase OfOwn(string name) => new(Path.Combine(Own, name));

    /// <summary>The network, with all its inputs but the first as constants. Of a Dropout's outputs the values are wanted.</summary>
    public ImportedNetwork Import()
    {
        var source = new ModelSource(Name + ".onnx", Content, Sibling);
        var options = new ImportOptions { Output = Kinds.SequenceEqual(["Dropout"]) ? _model.Graph!.Outputs[0].Name : null };
        return OnnxFile.Read(_model, source, options);
    }

    /// <summary>A file beside the model; null where there is none.</summary>
    public byte[]? Sibling(string name) => File.Exists(Path.Combine(_folder, name)) ? File.ReadAllBytes(Path.Combine(_folder, name)) : null;

    public GraphTensor Input() => _inputs.Count > 0 ? _inputs[0] : Read(Tensor("input", 0), _model.Graph!.Inputs[0].ElementType);

    public GraphTensor Output() => Read(Tensor("output", 0), OutputType) is var output && _inputs.Count > 0 ? output.With(Widened(output.Shape)) : output;

    private static GraphTensor Read(string file, long type)
    {
        // The bits of brain floats are written as whole numbers there.
        OnnxTensor message = Message(file);
        message.Type = type == OnnxElements.BrainFloat ? type : message.Type;
        return new OnnxTensorReader(new ModelSource(file, File.ReadAllBytes(file), _ => null)).Read(message)!;
    }

    private static OnnxTensor Message(string file)
    {
        byte[] content = File.ReadAllBytes(file);
        return OnnxTensorMessages.Tensor(new ProtobufReader(content, 0, content.Length));
    }

    /// <summary>A shape as that of one image, (batch, channels, height, width).</summary>
    private static int[] Widened(int[] shape) => [.. Enumerable.Repeat(1, 4 - shape.Length), .. shape];

    /// <summary>Puts all inputs under each other, as rows of one image that slices are taken of.</summary>
    private void Stack(OnnxGraph graph, OnnxNode joining, OnnxValueInfo[] inputs, string[] files, int[] sizes)
    {
        int[] shape = Widened(sizes);
        (int channels, int height, int width) = (shape[1], shape[2], shape[3]);
        float[][] values = [.. files.Select(file => Read(file, OnnxElements.Float).Floats)];
        int pixels = height * width;
        float[] rows = [.. Enumerable.Range(0, channels).SelectMany(channel => values.SelectMany(one => one.Skip(channel * pixels).Take(pixels)))];
        _inputs.Add(GraphTensor.Of(rows).With([1, channels, files.Length * height, width]));
        graph.Inputs.Clear();
        graph.Inputs.Add(new OnnxValueInfo { Name = Stacked, ElementType = OnnxElements.Float, Sizes = [1, channels, files.Length * height, width] });
        Constant("axes", 2);
        for (int i = 0; i < inputs.Length; i++)
        {
            var slice = new OnnxNode { Operator = "Slice", Name = $"{Stacked}/{i}" };
            slice.Inputs.AddRange([Stacked, Constant($"start{i}", i * height), Constant($"end{i}", (i + 1) * height), $"{Stacked}/axes"]);
            slice.Outputs.Add(inputs[i].Name);
            graph.Nodes.Insert(i, slice);
        }

        if (joining.Attributes.FirstOrDefault(attribute => attribute.Name == "axis") is { Integer: >= 0 } axis)
        {
            axis.Integer += 4 - sizes.Length;
        }

        string Constant(string name, long value)
        {
            var constant = new OnnxTensor { Name = $"{Stacked}/{name}", Type = 7 };
            constant.Sizes.Add(1);
            constant.Integers.Add(value);
            graph.Initializers.Add(constant);
            return constant.Name;
        }
    }

    private string Tensor(string kind, int number) => Path.Combine(_folder, "test_data_set_0", $"{kind}_{number}.pb");
}
