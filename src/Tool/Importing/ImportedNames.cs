using System.IO;
using System.Linq;
using NetGen.Import.Text;

namespace NetGen.Tool.Importing;

/// <summary>Names of the classes that are written.</summary>
internal static class ImportedNames
{
    /// <summary>A file's name as that of a class: "cats-and_dogs.v2.onnx" as "CatsAndDogsV2". TensorFlow.js's files are all called model.json; there it is the folder's.</summary>
    public static string ClassOf(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        return IdentifierText.ClassNameOf(name == "model" ? Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) is { Length: > 0 } folder ? folder : name : name);
    }

    /// <exception cref="ToolException">A name is none in C#.</exception>
    public static void Require(string className, string namespaceName)
    {
        if (!IdentifierText.IsIdentifier(className))
        {
            throw new ToolException($"'{className}' is no name of a class in C#; --class gives one.");
        }

        if (namespaceName.Length > 0 && !namespaceName.Split('.').All(IdentifierText.IsIdentifier))
        {
            throw new ToolException($"'{namespaceName}' is no name of a namespace in C#.");
        }
    }
}
