using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NetGen.Import.Files;
using NetGen.Import.Graphs;

namespace NetGen.Import.Onnx;

/// <summary>Makes a graph of an ONNX model: initializers and Constant nodes become constants, calls of model-local functions the nodes of these.</summary>
internal sealed class OnnxGraphBuilder(OnnxModel model, ModelSource source)
{
    private const int MostNodes = 20_000;
    private const int DeepestCall = 32;
    private const int FirstWithoutAxes = 7;

    private readonly OnnxTensorReader _tensors = new(source);
    private readonly Graph _graph = new(FormatOf(model)) { IsOwn = model.ProducerName == OnnxNames.Producer };

    /// <exception cref="InvalidDataException">The parts of the file do not fit each other.</exception>
    public Graph Build()
    {
        OnnxGraph file = model.Graph ?? throw new InvalidDataException("The model has no graph.");
        var scope = new Scope(Version(model.Opsets), "");
        foreach (OnnxTensor initializer in file.Initializers)
        {
            SetConstant(scope.Value(initializer.Name), initializer);
        }

        SetInput(file, scope);
        AddNodes(file.Nodes, scope, 0);
        foreach (OnnxValueInfo output in file.Outputs)
        {
            GraphValue value = scope.Value(output.Name);
            if (!scope.IsMade(value) && value != _graph.Input)
            {
                throw new InvalidDataException($"The output '{FileText.Of(output.Name)}' is made by no node.");
            }

            _graph.Outputs.Add(value);
        }

        CheckInputs(file, scope);
        return _graph;
    }

    private static string FormatOf(OnnxModel model)
    {
        string producer = string.Join(" ", new[] { model.ProducerName, model.ProducerVersion }.Where(text => text.Length > 0));
        string opset = FormattableString.Invariant($"opset {Version(model.Opsets)}");
        return producer.Length == 0 ? $"ONNX ({opset})" : $"ONNX ({opset}, {FileText.Of(producer)})";
    }

    private static int Version(Dictionary<string, long> opsets) => opsets.TryGetValue("", out long version) && version is > 0 and < 1000 ? (int)version : 1;

    private void SetInput(OnnxGraph file, Scope scope)
    {
        OnnxValueInfo[] inputs = InputsOf(file);
        for (int i = 0; i < inputs.Length; i++)
        {
            GraphValue value = scope.Value(inputs[i].Name);
            scope.Make(value);
            value.Shape = inputs[i].Sizes is { } sizes ? [.. sizes.Select(size => size is > 0 and <= int.MaxValue ? (int)size : -1)] : null;
            _graph.Input ??= value;
        }
    }

    private static OnnxValueInfo[] InputsOf(OnnxGraph file)
    {
        var constants = new HashSet<string>(file.Initializers.Select(tensor => tensor.Name), StringComparer.Ordinal);
        return [.. file.Inputs.Where(input => !constants.Contains(input.Name))];
    }

    /// <summary>Says what no network can take, and who would read it.</summary>
    private void CheckInputs(OnnxGraph file, Scope scope)
    {
        OnnxValueInfo[] inputs = InputsOf(file);
        if (inputs.Length != 1)
        {
            string names = string.Join(", ", inputs.Select(Named));
            _graph.Obstacles.Add(
                "Graph", file.Name, inputs.Length == 0 ? "has no input" + Constants() : $"has {inputs.Length} inputs, {names}", "a network has one input");
        }

        foreach (OnnxValueInfo input in inputs.Where(input => input.Sizes is null))
        {
            _graph.Obstacles.Add(
                "Graph", file.Name, $"says nothing of the shape of its input {Named(input)}", "the number of its axes and its channels must be known");
        }

        // Images may come in as bytes, where the first that is done is to make floats of them.
        if (inputs.Length == 1 && inputs[0].ElementType is not (0 or OnnxElements.Float or OnnxElements.Half or OnnxElements.Double or OnnxElements.BrainFloat)
            && !(OnnxElements.Find(inputs[0].ElementType) is not null && _graph.Input!.Readers.All(reader => reader.Kind == "Cast")))
        {
            InputLayout.AddOfReaders(
                _graph,
                FormattableString.Invariant($"with elements of ONNX's type {inputs[0].ElementType}"),
                "floats, and whole numbers that a Cast makes floats of, can be imported");
        }

        string Constants() => string.Concat(
            _graph.Outputs.Where(output => output.Maker is not null).Select(output => $", but '{FileText.Of(output.Name)}' of {output.Maker}"));

        string Named(OnnxValueInfo input)
        {
            string readers = string.Join(", ", scope.Value(input.Name).Readers.Select(reader => FileText.Of(reader.Operator)).Distinct());
            return $"'{FileText.Of(input.Name)}'" + (readers.Length == 0 ? "" : " of " + readers);
        }
    }

    private void AddNodes(IReadOnlyList<OnnxNode> nodes, Scope scope, int depth)
    {
        foreach (OnnxNode node in nodes)
        {
            if (_graph.Nodes.Count > MostNodes || depth > DeepestCall)
            {
                throw new InvalidDataException($"The model has more than {MostNodes} nodes, or functions that call each other without end.");
            }

            if (node.Operator == "Constant" && node.Domain.Length == 0
                && scope.Attributes(node).FirstOrDefault(attribute => attribute.Name != "sparse_value") is { } constant)
            {
                AddConstant(node, constant, scope);
            }
            else if (model.Functions.TryGetValue((node.Domain, node.Operator), out OnnxFunction? function))
            {
                Inline(node, function, scope, depth);
            }
            else
            {
                AddNode(node, scope);
            }
        }
    }

    private void AddConstant(OnnxNode node, OnnxAttribute attribute, Scope scope)
    {
        if (node.Outputs.Count == 0)
        {
            throw new InvalidDataException($"The node '{FileText.Of(node.Name)}' puts nothing out.");
        }

        GraphValue value = scope.Value(node.Outputs[0]);
        value.Maker = node.Operator;
        if (attribute.Tensor is { } tensor)
        {
            SetConstant(value, tensor);
            scope.Make(value);
            return;
        }

        value.Constant = attribute switch
        {
            { Float: { } number } => GraphTensor.Scalar((float)number),
            { Integer: { } number } => GraphTensor.Of([number]).With([]),
            { Floats.Count: > 0 } => GraphTensor.Of([.. attribute.Floats.Select(number => (float)number)]),
            { Text: null, Texts.Count: 0 } => GraphTensor.Of([.. attribute.Integers]),
            _ => null,
        };
        scope.Make(value);
    }

    private void AddNode(OnnxNode node, Scope scope)
    {
        if (node.Outputs.Count == 0)
        {
            return;
        }

        string kind = node.Domain.Length == 0 ? node.Operator : $"{node.Domain}.{node.Operator}";
        var added = new GraphNode(kind, node.Name.Length > 0 ? node.Name : node.Outputs[0], scope.Version);
        foreach (OnnxAttribute attribute in scope.Attributes(node))
        {
            Set(added, attribute);
        }

        if (_graph.IsOwn && node.Documentation.Length > 0)
        {
            added.Set(OnnxNames.Layer, node.Documentation);
        }

        if (scope.Version < FirstWithoutAxes && Operators.IsBroadcasting(node.Operator) && added.Has("axis"))
        {
            _graph.Obstacles.Add(added, "says at which axis its second input begins", $"from opset {FirstWithoutAxes} on, shapes are compared from the right");
        }

        foreach (string input in node.Inputs)
        {
            GraphValue? value = scope.Argument(input);
            added.Inputs.Add(value);
            value?.Readers.Add(added);
        }

        foreach (string output in node.Outputs)
        {
            GraphValue value = scope.Value(output.Length == 0 ? $"{added.Name}:unused" : output);
            if (output.Length > 0 || added.Outputs.Count == 0)
            {
                scope.Make(value);
                value.Producer = added;
            }

            added.Outputs.Add(value);
        }

        _graph.Nodes.Add(added);
    }

    private void Set(GraphNode node, OnnxAttribute attribute)
    {
        object? value = attribute switch
        {
            { Tensor: { } tensor } => _tensors.Read(tensor),
            { Float: { } number } => number,
            { Integer: { } number } => number,
            { Text: { } text } => text,
            { Floats.Count: > 0 } => attribute.Floats.ToArray(),
            { HasGraph: true } or { Texts.Count: > 0 } => null,
            _ => attribute.Integers.ToArray(),
        };
        if (value is not null)
        {
            node.Set(attribute.Name, value);
        }
    }

    /// <summary>Puts a function's nodes in the place of its call.</summary>
    private void Inline(OnnxNode call, OnnxFunction function, Scope scope, int depth)
    {
        string prefix = call.Name.Length > 0 ? call.Name : call.Outputs.FirstOrDefault() ?? "";
        var inner = new Scope(Version(function.Opsets.Count > 0 ? function.Opsets : model.Opsets), prefix + "/")
        {
            Arguments = scope.Attributes(call).Concat(function.Defaults).ToLookup(attribute => attribute.Name, StringComparer.Ordinal),
        };
        for (int i = 0; i < function.Inputs.Count; i++)
        {
            inner.Bind(function.Inputs[i], i < call.Inputs.Count ? scope.Argument(call.Inputs[i]) : null);
        }

        for (int i = 0; i < Math.Min(function.Outputs.Count, call.Outputs.Count); i++)
        {
            if (call.Outputs[i].Length > 0)
            {
                inner.BindOutput(function.Outputs[i], scope.Value(call.Outputs[i]), scope);
            }
        }

        AddNodes(function.Nodes, inner, depth + 1);
    }

    private void SetConstant(GraphValue value, OnnxTensor tensor)
    {
        value.Constant = _tensors.Read(tensor);
        if (value.Constant is null)
        {
            _graph.Obstacles.Add("Tensor", tensor.Name, $"has elements of ONNX's type {tensor.Type}",
                "floats of 16, 32 and 64 bits and whole numbers of 8 bits and more can be read");
        }
    }
}
