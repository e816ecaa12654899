extern alias generator;

using System.IO;
using System.Threading;
using generator::NetGen.Generator.Declaration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.Tool.Emission;

/// <summary>A model that a source file names, which lies beside it.</summary>
internal sealed class ModelText(string path) : AdditionalText
{
    public override string Path { get; } = path;

    /// <summary>The model of a network that a file declares; null where attributes do, or no such file is there.</summary>
    public static ModelText? Of(NetworkAttributes attributes)
    {
        if (attributes is not { NamesFile: true, Network: { ConstructorArguments: [{ Value: string name }], ApplicationSyntaxReference.SyntaxTree.FilePath: { Length: > 0 } source } })
        {
            return null;
        }

        string path = System.IO.Path.GetFullPath(name, System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(source))!);
        return File.Exists(path) ? new ModelText(path) : null;
    }

    /// <summary>Nobody reads a model as text.</summary>
    public override SourceText? GetText(CancellationToken cancellationToken = default) => null;
}
