using System.Collections.Generic;

namespace NetGen.Import.Onnx;

/// <summary>ONNX's ModelProto, as far as it matters.</summary>
internal sealed class OnnxModel
{
    public long IrVersion { get; set; }

    public string ProducerName { get; set; } = "";

    public string ProducerVersion { get; set; } = "";

    public OnnxGraph? Graph { get; set; }

    /// <summary>Versions of the sets of operators, by domain; ONNX's own is "".</summary>
    public Dictionary<string, long> Opsets { get; } = [];

    /// <summary>Model-local functions, by domain and name.</summary>
    public Dictionary<(string Domain, string Name), OnnxFunction> Functions { get; } = [];
}

/// <summary>GraphProto.</summary>
internal sealed class OnnxGraph
{
    public string Name { get; set; } = "";

    public List<OnnxNode> Nodes { get; } = [];

    public List<OnnxTensor> Initializers { get; } = [];

    public List<OnnxValueInfo> Inputs { get; } = [];

    public List<OnnxValueInfo> Outputs { get; } = [];
}

/// <summary>FunctionProto.</summary>
internal sealed class OnnxFunction
{
    public string Name { get; set; } = "";

    public string Domain { get; set; } = "";

    public List<string> Inputs { get; } = [];

    public List<string> Outputs { get; } = [];

    public List<OnnxNode> Nodes { get; } = [];

    /// <summary>Attributes with their defaults.</summary>
    public List<OnnxAttribute> Defaults { get; } = [];

    /// <summary>Versions of the sets of operators that the function was written for.</summary>
    public Dictionary<string, long> Opsets { get; } = [];
}

/// <summary>NodeProto.</summary>
internal sealed class OnnxNode
{
    public string Name { get; set; } = "";

    public string Operator { get; set; } = "";

    public string Domain { get; set; } = "";

    public string Documentation { get; set; } = "";

    public List<string> Inputs { get; } = [];

    public List<string> Outputs { get; } = [];

    public List<OnnxAttribute> Attributes { get; } = [];
}

/// <summary>AttributeProto: one of the values.</summary>
internal sealed class OnnxAttribute
{
    public string Name { get; set; } = "";

    /// <summary>Within a function: the attribute of its call that this one stands for.</summary>
    public string Reference { get; set; } = "";

    public long Type { get; set; }

    public double? Float { get; set; }

    public long? Integer { get; set; }

    public string? Text { get; set; }

    public OnnxTensor? Tensor { get; set; }

    public bool HasGraph { get; set; }

    public List<double> Floats { get; private init; } = [];

    public List<long> Integers { get; private init; } = [];

    public List<string> Texts { get; private init; } = [];

    /// <summary>The same value under another name.</summary>
    public OnnxAttribute Named(string name) => new()
    {
        Name = name,
        Type = Type,
        Float = Float,
        Integer = Integer,
        Text = Text,
        Tensor = Tensor,
        HasGraph = HasGraph,
        Floats = Floats,
        Integers = Integers,
        Texts = Texts,
    };
}

/// <summary>TensorProto.</summary>
internal sealed class OnnxTensor
{
    public string Name { get; set; } = "";

    public List<long> Sizes { get; } = [];

    public long Type { get; set; }

    public ByteRange? Raw { get; set; }

    public List<float> Floats { get; } = [];

    public List<double> Doubles { get; } = [];

    /// <summary>All fields of whole numbers; the bits of 16-bit floats too.</summary>
    public List<long> Integers { get; } = [];

    public bool IsExternal { get; set; }

    public Dictionary<string, string> External { get; } = [];
}

/// <summary>ValueInfoProto: a tensor's shape, as far as the file says it; -1 for a size that is free.</summary>
internal sealed class OnnxValueInfo
{
    public string Name { get; set; } = "";

    public long ElementType { get; set; }

    /// <summary>Null where the file says nothing of the shape.</summary>
    public List<long>? Sizes { get; set; }
}
