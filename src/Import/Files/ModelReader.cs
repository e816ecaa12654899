using System;
using System.IO;
using NetGen.Import.Hdf5;
using NetGen.Import.Keras;
using NetGen.Import.Onnx;
using NetGen.Import.PyTorch;
using NetGen.Import.TensorFlowGraphs;
using NetGen.Import.TensorFlowJs;

namespace NetGen.Import.Files;

/// <summary>Sees from a file's content which format it has, and gives it to that format's reader.</summary>
internal static class ModelReader
{
    private const string Pointer = "version https://git-lfs";

    /// <summary>A network.</summary>
    /// <exception cref="InvalidDataException">The file is broken, or of a format that is not known.</exception>
    /// <exception cref="UnsupportedModelException">The network needs what NetGen does not have.</exception>
    public static ImportedNetwork Read(ModelSource source, ImportOptions options) =>
        FixedSizes.Checked(Guarded(source, () => Dispatch(source, options)), source.Name, options);

    /// <summary>The weights alone, of a file with a network or without.</summary>
    /// <exception cref="InvalidDataException">The file is broken, or of a format that is not known.</exception>
    public static WeightCollection ReadWeights(ModelSource source, ImportOptions? options = null) =>
        Guarded(source, () => DispatchWeights(source, options ?? new ImportOptions()));

    /// <summary>The network that a file describes; null where it describes none, or none that NetGen has.</summary>
    public static ImportedNetwork? Described(ModelSource source, ImportOptions options)
    {
        try
        {
            return Guarded(source, () => Dispatch(source, options));
        }
        catch (Exception exception) when (exception is InvalidDataException or UnsupportedModelException)
        {
            return null;
        }
    }

    private static T Guarded<T>(ModelSource source, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception)
            when (exception is ArithmeticException or IndexOutOfRangeException or ArgumentException or FormatException or EndOfStreamException)
        {
            // Readers check what they read. What they have overlooked is a broken file all the same, and says so.
            throw new InvalidDataException($"'{FileText.Of(source.Name)}' cannot be read: {exception.Message}", exception);
        }
        catch (InvalidDataException exception) when (exception.Message.IndexOf(FileText.Of(source.Name), StringComparison.Ordinal) < 0)
        {
            throw new InvalidDataException($"'{FileText.Of(source.Name)}' cannot be read: {exception.Message}", exception);
        }
    }

    private static ImportedNetwork Dispatch(ModelSource source, ImportOptions options)
    {
        byte[] content = source.Content;
        if (Hdf5File.IsHdf5(content))
        {
            return KerasFile.ReadHdf5(source, options);
        }

        if (ZipMembers.IsZip(content))
        {
            ZipMembers zip = ZipMembers.Open(content);
            return KerasFile.IsArchive(zip)
                ? KerasFile.ReadArchive(source, zip, options)
                : throw (StateDictionary.IsArchive(zip) ? WeightsAlone() : Unknown(source));
        }

        if (StateDictionary.IsLegacy(content) || SafeTensorsFile.IsSafeTensors(content))
        {
            throw WeightsAlone();
        }

        // A graph of TensorFlow.js's is one of operators, as those of ONNX are.
        if (TensorFlowJsFile.Find(content) is { } model)
        {
            return TensorFlowJsFile.IsGraph(model) ? TensorFlowGraphFile.Read(source, model, options) : TensorFlowJsFile.ReadLayers(source, model, options);
        }

        return OnnxFile.Is(content) ? OnnxFile.Read(source, options) : throw Unknown(source);
    }

    private static WeightCollection DispatchWeights(ModelSource source, ImportOptions options)
    {
        byte[] content = source.Content;
        if (Hdf5File.IsHdf5(content))
        {
            return KerasFile.WeightsOfHdf5(content);
        }

        if (ZipMembers.IsZip(content))
        {
            ZipMembers zip = ZipMembers.Open(content);
            return KerasFile.IsArchive(zip) ? KerasFile.WeightsOfArchive(zip)
                : StateDictionary.IsArchive(zip) ? StateDictionary.ReadArchive(content, zip)
                : throw Unknown(source);
        }

        if (StateDictionary.IsLegacy(content))
        {
            return StateDictionary.ReadLegacy(content);
        }

        if (SafeTensorsFile.IsSafeTensors(content))
        {
            return SafeTensorsFile.Read(content);
        }

        if (TensorFlowJsFile.Find(content) is { } model && !TensorFlowJsFile.IsGraph(model))
        {
            return TensorFlowJsFile.Weights(source, model);
        }

        // In graphs of operators weights have any names, and what they belong to is seen from the network that the graph is.
        ImportedNetwork network = Dispatch(source, options);
        return new WeightCollection(network.Format, WeightLayout.Keras, network.Tensors) { Network = network };
    }

    private static FormatException WeightsAlone() =>
        new("it holds weights alone and does not say which layers they belong to: declare the network as a class, and give it the weights by LoadFrom");

    private static InvalidDataException Unknown(ModelSource source) => new(
        System.Text.Encoding.ASCII.GetString(source.Content, 0, Math.Min(source.Content.Length, Pointer.Length)) == Pointer
            ? $"'{FileText.Of(source.Name)}' is not the file itself but Git's pointer to it: 'git lfs pull' fetches it."
            : $"'{FileText.Of(source.Name)}' is none of the files that can be imported: Keras (.keras, .h5), TensorFlow.js (model.json), ONNX (.onnx);"
                + " weights of PyTorch (.pt, .safetensors).");
}
