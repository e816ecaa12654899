using System;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Diagnostics;

/// <summary>Makes the rules' descriptors: category and page follow from the id.</summary>
internal static class Descriptor
{
    /// <summary>An error without whose repair there is no network, as the compiler's own are: no setting lowers it.</summary>
    public static DiagnosticDescriptor Blocking(string id, string title, string message) =>
        Of(id, title, message, DiagnosticSeverity.Error, WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>An error that a project may lower.</summary>
    public static DiagnosticDescriptor Error(string id, string title, string message) => Of(id, title, message, DiagnosticSeverity.Error);

    public static DiagnosticDescriptor Warning(string id, string title, string message) => Of(id, title, message, DiagnosticSeverity.Warning);

    /// <summary>Worth knowing, and no mistake.</summary>
    public static DiagnosticDescriptor Remark(string id, string title, string message) => Of(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Of(string id, string title, string message, DiagnosticSeverity severity, params string[] tags) =>
        new(id, title, message, CategoryOf(id), severity, isEnabledByDefault: true, helpLinkUri: HelpLink.To(id), customTags: tags);

    /// <summary>The theme that the first two digits of an id stand for.</summary>
    private static string CategoryOf(string id) => id.Substring(2, 2) switch
    {
        "01" => Category.Structure,
        "02" => Category.Hyperparameters,
        "03" => Category.Shapes,
        "04" => Category.Training,
        "05" => Category.Size,
        "06" => Category.Build,
        "07" => Category.Weights,
        "08" => Category.Models,
        _ => throw new ArgumentOutOfRangeException(nameof(id), id, "Every theme has its category."),
    };
}
