using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetGen.Generator.Tests;

/// <summary>The properties of a project that MSBuild shows to the compiler.</summary>
internal sealed class ProjectSettings : AnalyzerConfigOptionsProvider
{
    public static readonly ProjectSettings None = new(ImmutableDictionary<string, string>.Empty);

    private readonly ImmutableDictionary<string, string> _properties;

    private ProjectSettings(ImmutableDictionary<string, string> properties)
    {
        _properties = properties;
        GlobalOptions = new Options(properties);
    }

    public override AnalyzerConfigOptions GlobalOptions { get; }

    /// <summary>As an editor sees the project.</summary>
    public ProjectSettings InEditor() => new(_properties.SetItem("netgen_members_only", "true"));

    public ProjectSettings With(string property, string value) => new(_properties.SetItem("build_property." + property, value));

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => None.GlobalOptions;

    /// <summary>What the targets say of a file of weights or a model: the name of the resource that the weights become.</summary>
    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) =>
        new Options(new Dictionary<string, string> { ["build_metadata.AdditionalFiles.NetGenResource"] = "NetGen.Weights/" + System.IO.Path.GetFileName(textFile.Path) });

    private sealed class Options(IReadOnlyDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
