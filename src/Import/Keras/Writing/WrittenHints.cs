using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Import.Keras.Writing;

/// <summary>
/// What a declaration says and a model of Keras's does not: the layers' order, and which are one layer with what stands before it. Keras and TensorFlow.js
/// pass over it; NetGen's import goes by it where it fits the model.
/// </summary>
internal sealed class WrittenHints
{
    /// <summary>The declared layers in order.</summary>
    public List<string> Declared { get; } = [];

    /// <summary>Layers whose padding is declared by numbers, though the file says "same".</summary>
    public List<string> ByNumbers { get; } = [];

    /// <summary>Layers whose padding is declared as "same", though the file says it by numbers.</summary>
    public List<string> AsSame { get; } = [];

    public KerasConfig ToConfig() => new(
        [.. new[] { (DeclarationHints.Declared, Declared), (DeclarationHints.ByNumbers, ByNumbers), (DeclarationHints.AsSame, AsSame) }
            .Where(list => list.Item2.Count > 0).Select(list => (list.Item1, (object?)list.Item2))]);
}
