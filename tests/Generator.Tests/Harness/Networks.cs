using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Code;
using NetGen.Generator.Declaration;
using NetGen.Generator.Declaration.Blocks;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>From source text to a network without the generator around it.</summary>
internal static class Networks
{
    /// <summary>Builds the only network of a source that compiles but for what the network lacks.</summary>
    public static CheckedNetwork Build(string source)
    {
        NetworkCompilation compilation = NetworkCompilation.Of(source);
        Assert.DoesNotContain(compilation.Compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        INamedTypeSymbol type = compilation.Compilation.Assembly.GlobalNamespace.GetTypeMembers().Single(type => !NetworkAttributes.Of(type).IsEmpty && !BlockTypes.Derives(type));
        return CheckedNetwork.Of(DeclarationReader.Read(type, NetworkAttributes.Of(type), CancellationToken.None), VectorForm.Wanted(""), CancellationToken.None);
    }
}
