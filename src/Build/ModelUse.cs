using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
using NetGen.Import;

namespace NetGen.Build;

/// <summary>A model with one way to read it, as an item.</summary>
internal sealed class ModelUse : ITaskItem
{
    private const string Height = "InputHeight";
    private const string Width = "InputWidth";

    // MSBuild keeps "Output" for itself.
    private const string Output = "OutputName";

    private readonly Dictionary<string, string> _metadata = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="path">The model.</param>
    /// <param name="options">The way to read it.</param>
    /// <param name="resource">The name of the resource that the weights become.</param>
    /// <param name="folder">The folder for the weights.</param>
    public ModelUse(string path, ImportOptions options, string resource, string folder)
    {
        ItemSpec = path;
        _metadata[Height] = options.Height?.ToString(CultureInfo.InvariantCulture) ?? "";
        _metadata[Width] = options.Width?.ToString(CultureInfo.InvariantCulture) ?? "";
        _metadata[Output] = options.Output ?? "";
        _metadata["NetGenResource"] = resource;
        _metadata["Destination"] = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(path)}-{Hash(path + resource):x16}.safetensors");
    }

    /// <inheritdoc/>
    public string ItemSpec { get; set; }

    /// <inheritdoc/>
    public ICollection MetadataNames => _metadata.Keys;

    /// <inheritdoc/>
    public int MetadataCount => _metadata.Count;

    /// <summary>How an item says that its model is to be read.</summary>
    public static ImportOptions OptionsOf(ITaskItem item) => new()
    {
        Height = int.TryParse(item.GetMetadata(Height), NumberStyles.None, CultureInfo.InvariantCulture, out int height) ? height : null,
        Width = int.TryParse(item.GetMetadata(Width), NumberStyles.None, CultureInfo.InvariantCulture, out int width) ? width : null,
        Output = item.GetMetadata(Output) is { Length: > 0 } output ? output : null,
    };

    /// <inheritdoc/>
    public string GetMetadata(string metadataName) => _metadata.TryGetValue(metadataName, out string value) ? value : "";

    /// <inheritdoc/>
    public void SetMetadata(string metadataName, string metadataValue) => _metadata[metadataName] = metadataValue;

    /// <inheritdoc/>
    public void RemoveMetadata(string metadataName) => _metadata.Remove(metadataName);

    /// <inheritdoc/>
    public void CopyMetadataTo(ITaskItem destinationItem)
    {
        foreach (KeyValuePair<string, string> metadata in _metadata)
        {
            destinationItem.SetMetadata(metadata.Key, metadata.Value);
        }
    }

    /// <inheritdoc/>
    public IDictionary CloneCustomMetadata() => new Dictionary<string, string>(_metadata, StringComparer.OrdinalIgnoreCase);

    /// <summary>FNV-1a, which gives the same name in every build.</summary>
    private static ulong Hash(string text) =>
        Encoding.UTF8.GetBytes(text).Aggregate(14695981039346656037UL, (hash, next) => unchecked((hash ^ next) * 1099511628211UL));
}
