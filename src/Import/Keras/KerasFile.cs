using System;
using System.Linq;
using System.Text;
using NetGen.Import.Files;
using NetGen.Import.Hdf5;
using NetGen.Import.Json;

namespace NetGen.Import.Keras;

/// <summary>Keras's files: HDF5 with the model in an attribute, zip files with it beside the weights, and weights alone.</summary>
internal static class KerasFile
{
    public const string Configuration = "config.json";
    public const string Metadata = "metadata.json";
    public const string Weights = "model.weights.h5";

    public static bool IsArchive(ZipMembers zip) => zip.Has(Configuration) && zip.Has(Weights);

    /// <summary>A network out of an .h5 or .hdf5 file.</summary>
    public static ImportedNetwork ReadHdf5(ModelSource source, ImportOptions options)
    {
        Hdf5File file = Hdf5File.Open(source.Content);
        if (file.Root.Text("model_config") is not { } text)
        {
            throw new FormatException(
                "it holds weights alone and does not say which layers they belong to: declare the network as a class, and give it the weights by LoadFrom");
        }

        if (GroupWeights.RootOf(file) is not { } root)
        {
            throw new FormatException("it has no weights");
        }

        JsonValue model = JsonText.Parse(text);
        var dialect = new KerasDialect(file.Root.Text("keras_version") ?? root.Text("keras_version") ?? "");
        return KerasNetwork.Import(source.Name, Named(dialect, "h5"), KerasTopology.Read(model), model, new GroupWeights(root), dialect, options);
    }

    /// <summary>A network out of a .keras file.</summary>
    public static ImportedNetwork ReadArchive(ModelSource source, ZipMembers zip, ImportOptions options)
    {
        JsonValue model = Json(zip, Configuration);
        Hdf5File file = Hdf5File.Open(zip.Read(Weights));
        KerasDialect dialect = DialectOf(zip);
        return KerasNetwork.Import(source.Name, Named(dialect, "keras"), KerasTopology.Read(model), model, new PlaceWeights(file), dialect, options);
    }

    /// <summary>The weights of an .h5 file, with a model or without.</summary>
    public static WeightCollection WeightsOfHdf5(byte[] content)
    {
        Hdf5File file = Hdf5File.Open(content);
        if (GroupWeights.RootOf(file) is { } root)
        {
            var dialect = new KerasDialect(file.Root.Text("keras_version") ?? root.Text("keras_version") ?? "");
            return new WeightCollection(Named(dialect, "h5"), WeightLayout.Keras, [.. new GroupWeights(root).All()]);
        }

        return PlaceWeights.AreIn(file)
            ? new PlaceWeights(file).Collect(Named(new KerasDialect(""), "weights.h5"))
            : throw new FormatException("it is HDF5, but nothing that Keras has written");
    }

    /// <summary>The weights of a .keras file.</summary>
    public static WeightCollection WeightsOfArchive(ZipMembers zip) =>
        new PlaceWeights(Hdf5File.Open(zip.Read(Weights))).Collect(Named(DialectOf(zip), "keras"));

    private static KerasDialect DialectOf(ZipMembers zip)
    {
        JsonValue? metadata = zip.Has(Metadata) ? Json(zip, Metadata) : null;
        return new KerasDialect(metadata?["keras_version"]?.Text ?? "") { Hints = DeclarationHints.Of(metadata) };
    }

    private static JsonValue Json(ZipMembers zip, string name) => JsonText.Parse(Encoding.UTF8.GetString(zip.ReadText(name)));

    private static string Named(KerasDialect dialect, string kind) =>
        dialect.Version.Length == 0 ? $"Keras ({kind})" : $"Keras {FileText.Of(dialect.Version)} ({kind})";
}
