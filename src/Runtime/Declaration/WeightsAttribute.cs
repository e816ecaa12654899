using System;

namespace NetGen;

/// <summary>
/// Makes a file of weights a part of the program: the compiler compares it with the layers, the build embeds it in the assembly, and the class
/// gets a method <c>Pretrained()</c> that makes a network with those weights and needs no file.
/// </summary>
/// <remarks>
/// The file is embedded as it is: one that was saved with <see cref="WeightPrecision.Float16"/> takes half the room. It becomes part of every program
/// that holds the assembly, whether <c>Pretrained()</c> is called or not, and is read where it lies in memory.
/// </remarks>
/// <example>
/// <code>
/// [Network(28, 28, 1)]
/// [Flatten]
/// [Dense(10, Activation = Activation.Softmax)]
/// [Weights("digits.safetensors")]
/// public sealed partial class Digits;
///
/// Digits network = Digits.Pretrained();
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class)]
public sealed class WeightsAttribute : Attribute
{
    /// <summary>Weights for a network of the class's layers.</summary>
    /// <param name="path">
    /// A safetensors file that <see cref="WeightFiles.Save(INetwork, string)"/> has written, beside the source file or in a folder below it; what is not
    /// there is looked for from the project's folder. The build finds it where the path is written as text; one that is a constant of another name
    /// must be listed in the project, as an item <c>NetGenWeights</c>.
    /// </param>
    public WeightsAttribute(string path) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }
}
