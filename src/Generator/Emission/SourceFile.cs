using NetGen.Generator.Code;


namespace NetGen.Generator.Emission;

/// <summary>One generated file.</summary>
/// <param name="HintName">Its name, different from all others' in a project.</param>
/// <param name="Code">What it holds.</param>
internal sealed record SourceFile(string HintName, CodeWriter Code);
