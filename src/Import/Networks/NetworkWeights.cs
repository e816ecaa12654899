using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NetGen.Import.Files;
using NetGen.Import.Networks;

namespace NetGen.Import;

/// <summary>Gives networks of classes the weights that other frameworks have trained.</summary>
public static class NetworkWeights
{
    /// <summary>
    /// Takes all weights of a network from a file of Keras (.h5, .weights.h5, .keras), PyTorch (.pt, .pth state dictionaries, .safetensors) TensorFlow.js (model.json) or ONNX: by the
    /// layers' names where every layer has one in the file, else in order where all shapes agree. Kernels are brought into NetGen's layout, and so are the rows of the first dense
    /// layer behind a flattened image of PyTorch's. Either all parameters are loaded, or none. Weights that fit compute other numbers under another epsilon, slope or function: where the
    /// file describes its network, <see cref="WeightMapping.Differences"/> says what is different.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file.</param>
    /// <returns>Which parameter has which tensor's values now.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is broken or of a format that is not known, or its weights do not fit the network, or fit it in several ways; the message says what does not fit. The network stays as it was.
    /// </exception>
    /// <exception cref="UnsupportedModelException">The file is a graph of operators (ONNX) of which NetGen does not have all, so that what its weights belong to cannot be seen.</exception>
    public static WeightMapping LoadFrom(this INetwork network, string path)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(path);
        return Load(network, path, [.. network.Parameters.Select(parameter => parameter.Info.Name)], static name => name, needsAll: true);
    }

    /// <summary>
    /// Takes the weights of some layers from such a file, and leaves the others as they are: a new head behind layers that have learnt elsewhere. Layers are found by name where each that
    /// is chosen has its name in the file, else by place: the network's fifth layer with weights is the file's fifth. What the file has besides stays there. Either all that is
    /// chosen is loaded, or nothing.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">
    /// What is loaded: <see cref="LoadOptions.Include"/>, <see cref="LoadOptions.Exclude"/> and <see cref="LoadOptions.Filter"/>. <see cref="LoadOptions.Rename"/> is asked for each tensor of
    /// the file; null leaves it there. <see cref="LoadOptions.Strict"/> changes nothing: what is chosen must be there.
    /// </param>
    /// <returns>Which parameter has which tensor's values now.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The options name what the network has not, or choose nothing.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is broken or of a format that is not known, or its weights do not fit what is chosen, or fit it in several ways; the message says what does not fit. The network stays as
    /// it was.
    /// </exception>
    /// <exception cref="UnsupportedModelException">The file is a graph of operators (ONNX) of which NetGen does not have all, so that what its weights belong to cannot be seen.</exception>
    /// <example>
    /// <code>
    /// network.LoadFrom("ResNet18.onnx", new LoadOptions { Exclude = ["head"] });
    /// </code>
    /// </example>
    public static WeightMapping LoadFrom(this INetwork network, string path, LoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(options);
        HashSet<string> chosen = [.. TensorChoice.Chosen(network, options).Select(parameter => parameter.Name)];
        return Load(network, path, chosen, options.Rename ?? (static name => name), needsAll: false);
    }

    private static WeightMapping Load(INetwork network, string path, HashSet<string> chosen, Func<string, string?> rename, bool needsAll)
    {
        ModelSource source = ModelFile.Open(path);
        ImportOptions options = OptionsOf(network.Info);
        WeightCollection weights = ModelReader.ReadWeights(source, options).Renamed(rename);
        IReadOnlyList<AssignedTensor> assigned = WeightMatching.Match(network.Info, chosen, weights, needsAll, source.Name);
        IReadOnlyList<string> differences = (weights.Network ?? ModelReader.Described(source, options)) is { } described
            ? SettingDifferences.Of(network.Info, assigned, described)
            : [];

        // Nothing can go wrong from here on.
        foreach (AssignedTensor tensor in assigned)
        {
            network.Parameters[tensor.Parameter].Set(tensor.Values);
        }

        return new WeightMapping(source.Name, weights.Format, [.. assigned], differences);
    }

    /// <summary>Where a file leaves its images' size open, it is the network's.</summary>
    private static ImportOptions OptionsOf(NetworkInfo network) =>
        network.InputShape is [int height, int width, _] ? new ImportOptions { Height = height, Width = width } : new ImportOptions();
}
