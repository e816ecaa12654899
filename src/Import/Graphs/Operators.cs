using System;
using System.Collections.Generic;
using NetGen.Import.Graphs.Passes;

namespace NetGen.Import.Graphs;

/// <summary>Operators by what is alike in them.</summary>
internal static class Operators
{
    /// <summary>Operators that are a function of NetGen's enum, each value by itself or, in the last two, along an axis.</summary>
    private static readonly Dictionary<string, string> Functions = new(StringComparer.Ordinal)
    {
        ["Relu"] = "ReLU",
        ["Sigmoid"] = "Sigmoid",
        ["Tanh"] = "Tanh",
        ["Softplus"] = "Softplus",
        ["Softsign"] = "Softsign",
        ["Exp"] = "Exponential",
        ["Mish"] = "Mish",
        ["HardSwish"] = "HardSiLU",
        ["Swish"] = "SiLU",
        ["Relu6"] = "ReLU6",
        ["Softmax"] = "Softmax",
        ["LogSoftmax"] = "LogSoftmax",
    };

    private static readonly HashSet<string> ValueByValue = new(StringComparer.Ordinal)
    {
        "Relu", "Relu6", "Sigmoid", "Tanh", "Softplus", "Softsign", "Exp", "Mish", "HardSwish", "Swish", "Elu", "Selu", "Celu", "LeakyRelu", "PRelu",
        "ThresholdedRelu", "HardSigmoid", "Clip", "Gelu", "Neg", "Identity", "Dropout", "Cast", "Affine", ComposeRectifiers.Kind, "Abs", "Sqrt", "Erf", "Floor",
        "Ceil", "Round", "Log", "Reciprocal", "Sign",
    };

    private static readonly HashSet<string> Broadcasting =
        new(StringComparer.Ordinal) { "Add", "Sub", "Mul", "Div", "Pow", "Max", "Min", "Mean", "Sum", "Greater", "Where" };

    /// <summary>The member of NetGen's enum that an operator is, whatever its attributes; null for others.</summary>
    public static string? Function(string kind) => Functions.TryGetValue(kind, out string? function) ? function : null;

    /// <summary>Whether an operator computes each value of its first input by itself.</summary>
    public static bool IsValueByValue(string kind) => ValueByValue.Contains(kind);

    /// <summary>Whether an operator joins its inputs value by value, stretching sizes of 1.</summary>
    public static bool IsBroadcasting(string kind) => Broadcasting.Contains(kind);
}
