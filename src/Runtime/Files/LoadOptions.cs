using System;
using System.Collections.Generic;

namespace NetGen;

/// <summary>What of a file of weights a network takes, for files that are not its own: the layers that two networks have in common, under the names that each gives them.</summary>
/// <remarks>
/// Names in <see cref="Include"/> and <see cref="Exclude"/> are those of the network's parameters, such as "conv2d/kernel", or of its layers, "conv2d", which stand for all of
/// their parameters; <c>*</c> stands for any letters, <c>?</c> for one: "stage1_*", "*/moving_*". Capitals count. A name that no parameter has is an error: it would choose nothing.
/// </remarks>
public sealed class LoadOptions
{
    /// <summary>The parameters that are taken (see the remarks). Default: none is named, and all are taken.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Of the parameters that <see cref="Include"/> names those that stay as they are (see the remarks). Default: none.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Of the parameters that are left those that are taken; null for all. Default: null.</summary>
    public Func<ParameterInfo, bool>? Filter { get; init; }

    /// <summary>
    /// From a name in the file to the name of the parameter that gets the tensor; null leaves the tensor in the file. It is asked once for each tensor. Default: null, the names are the same.
    /// </summary>
    public Func<string, string?>? Rename { get; init; }

    /// <summary>
    /// Whether each parameter that is chosen must be in the file, in its shape: what is missing is an error then, as it is in PyTorch's <c>load_state_dict(strict=True)</c>. What the file has
    /// besides is none. Default: false, the report tells.
    /// </summary>
    public bool Strict { get; init; }
}
