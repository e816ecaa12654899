using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Bench.Mutation;

/// <summary>A compiler that was changed, loaded beside the one that was not.</summary>
internal sealed class MutatedCompiler : IDisposable
{
    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);

    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Networks",
        references: ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "NetGen.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
        options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, concurrentBuild: false));

    private readonly AssemblyLoadContext _loaded = new("mutant", isCollectible: true);
    private readonly Type _generator;

    public MutatedCompiler(byte[] image)
    {
        using var stream = new MemoryStream(image);
        _generator = _loaded.LoadFromStream(stream).GetType("NetGen.Generator.NetworkGenerator", throwOnError: true)!;
    }

    /// <summary>A network's project before anything is generated.</summary>
    public static CSharpCompilation Declared(NetworkSpec network) =>
        Empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText($"using NetGen;\n{network.Source}", Language));

    /// <summary>What the compiler emits for a network.</summary>
    /// <param name="declared">The network's project.</param>
    /// <param name="bits">The vector forms: "512".</param>
    /// <param name="complete">The project with what was emitted.</param>
    /// <returns>A fingerprint of the text.</returns>
    public string Emit(CSharpCompilation declared, string bits, out CSharpCompilation complete)
    {
        ISourceGenerator generator = ((IIncrementalGenerator)Activator.CreateInstance(_generator)!).AsSourceGenerator();
        GeneratorDriverRunResult run = CSharpGeneratorDriver
            .Create([generator], parseOptions: Language, optionsProvider: new ProjectProperties(bits))
            .RunGeneratorsAndUpdateCompilation(declared, out Compilation generated, out _).GetRunResult();
        complete = (CSharpCompilation)generated;
        if (run.Results[0].Exception is { } thrown)
        {
            throw thrown;
        }

        return string.Join(' ', run.Results[0].GeneratedSources
            .OrderBy(source => source.HintName, StringComparer.Ordinal)
            .Select(source => Convert.ToHexString(source.SourceText.GetChecksum().AsSpan())));
    }

    /// <summary>A network's class, compiled; null, with the first error, where what was emitted does not compile.</summary>
    public static Type? Load(CSharpCompilation complete, AssemblyLoadContext into, out string error)
    {
        using var image = new MemoryStream();
        EmitResult emitted = complete.Emit(image);
        error = emitted.Success ? "" : emitted.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToString();
        image.Position = 0;
        return emitted.Success ? into.LoadFromStream(image).GetTypes().Single(type => type.IsAssignableTo(typeof(INetwork))) : null;
    }

    /// <summary>A network of a class, with the usual seed.</summary>
    public static INetwork Create(Type type)
    {
        ConstructorInfo constructor = type.GetConstructors().OrderBy(constructor => constructor.GetParameters().Length).First();
        object?[] arguments = [.. constructor.GetParameters().Select(parameter => parameter.DefaultValue)];
        return (INetwork)constructor.Invoke(arguments);
    }

    public void Dispose() => _loaded.Unload();
}
