using System;
using System.IO;
using Microsoft.Build.Framework;
using NetGen.Import;
using NetGen.Import.Text;

namespace NetGen.Build;

/// <summary>
/// Takes the weights out of models that declare networks, as files of the kind that the runtime reads. What is wrong with a model is said by the compiler, at the attribute that
/// names it: here such a file becomes an empty one.
/// </summary>
public sealed class ConvertModels : ITask
{
    /// <inheritdoc/>
    public IBuildEngine? BuildEngine { get; set; }

    /// <inheritdoc/>
    public ITaskHost? HostObject { get; set; }

    /// <summary>The models as <see cref="FindModelUses"/> gives them; their metadata <c>Destination</c> says where the weights go.</summary>
    [Required]
    public ITaskItem[] Models { get; set; } = [];

    /// <summary>Converts all of them.</summary>
    /// <returns>False where a file cannot be written.</returns>
    public bool Execute()
    {
        foreach (ITaskItem model in Models)
        {
            string destination = model.GetMetadata("Destination");
            try
            {
                Convert(model.ItemSpec, ModelUse.OptionsOf(model), destination);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                BuildEngine?.LogErrorEvent(new BuildErrorEventArgs(
                    "", "NG0606", model.ItemSpec, 0, 0, 0, 0, $"The weights of '{model.ItemSpec}' cannot be written to '{destination}': {exception.Message}", "", nameof(ConvertModels)));
                return false;
            }
        }

        return true;
    }

    private static void Convert(string path, ImportOptions options, string destination)
    {
        ImportedTensor[] tensors;
        try
        {
            tensors = [.. ModelFile.Read(path, options).Tensors];
        }
        catch (Exception exception) when (exception is InvalidDataException or UnsupportedModelException or FileNotFoundException)
        {
            tensors = [];
        }

        Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
        string temporary = destination + ".tmp";
        using (FileStream stream = File.Create(temporary))
        {
            SafeTensorsText.Write(stream, tensors);
        }

        File.Delete(destination);
        File.Move(temporary, destination);
    }
}
