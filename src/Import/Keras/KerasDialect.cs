using System;

namespace NetGen.Import.Keras;

/// <summary>Who wrote a file: what functions compute has changed over the years.</summary>
/// <param name="Version">The version of Keras, as far as the file says it; empty otherwise.</param>
/// <param name="IsTensorFlowJs">Whether TensorFlow.js made the model, and not only its file.</param>
internal sealed record KerasDialect(string Version, bool IsTensorFlowJs = false)
{
    /// <summary>What NetGen has written beside its model.</summary>
    public DeclarationHints Hints { get; init; } = DeclarationHints.None;

    /// <summary>Whether hard sigmoid is relu6(x + 3) / 6; before, it was 0.2 * x + 0.5 between 0 and 1.</summary>
    public bool IsKeras3 => !IsTensorFlowJs && Version.StartsWith("3.", StringComparison.Ordinal);
}
