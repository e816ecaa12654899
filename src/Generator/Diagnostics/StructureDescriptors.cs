using Microsoft.CodeAnalysis;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Diagnostics;

/// <summary>Rules about the class that carries the attributes.</summary>
internal static class StructureDescriptors
{
    public static readonly DiagnosticDescriptor NotPartial = new(
        RuleId.NotPartial,
        "A network must be partial",
        "'{0}' is not partial; a network must be a partial class, so that its members can be added",
        Category.Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.NotPartial),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor ContainingTypeNotPartial = new(
        RuleId.ContainingTypeNotPartial,
        "A type that contains a network must be partial",
        "'{0}' lies in a type that is not partial; every containing type must be, here as '{1}'",
        Category.Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.ContainingTypeNotPartial),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor UnsupportedClass = new(
        RuleId.UnsupportedClass,
        "This kind of class cannot be a network",
        "'{0}' is {1}; a network must be an ordinary class: not static, abstract, generic, a record or local to its file",
        Category.Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.UnsupportedClass),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor NoLayers = new(
        RuleId.NoLayers,
        "A network needs layers",
        "'{0}' has no layers; a network must have at least one layer attribute next to [Network]",
        Category.Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.NoLayers),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor MissingNetwork = new(
        RuleId.MissingNetwork,
        "Layers need a [Network]",
        "'{0}' has layers but no [Network]; the shape of the input must be given: [Network(height, width, channels)] or [Network(features)]",
        Category.Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.MissingNetwork),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor LayersOnSeveralDeclarations = new(
        RuleId.LayersOnSeveralDeclarations,
        "All layers must stand on one declaration",
        "The layers of '{0}' stand on several declarations, which have no order; all layers must stand on one of them",
        Category.Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.LayersOnSeveralDeclarations),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor MemberCollision = new(
        RuleId.MemberCollision,
        "A member stands in the way of the network's own",
        "'{0}' stands in the way of a member that the network adds to '{1}'; the class must leave free {2} and its constructor (int seed = 0), and have no primary constructor",
        Category.Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.MemberCollision),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor DuplicateName = new(
        RuleId.DuplicateName,
        "Names of layers must be unique",
        "Two layers are called '{0}'; a name must be unique in its network, and unnamed layers have names too",
        Category.Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.DuplicateName),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor InvalidName = new(
        RuleId.InvalidName,
        "This cannot be the name of a layer",
        "'{0}' cannot be the name of a layer; a name must begin with a letter or digit and hold at most 128 characters: letters, digits, '_', '-' and '.'",
        Category.Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.InvalidName),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor BaseConstructor = new(
        RuleId.BaseConstructor,
        "The base class needs a constructor without parameters",
        "The constructor that is added to '{0}' calls its base class's; '{1}' must have one without parameters that the network can call, or one of optional parameters alone",
        Category.Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.BaseConstructor),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor DerivesFromNetwork = new(
        RuleId.DerivesFromNetwork,
        "A network cannot derive from a network",
        "'{0}' derives from '{1}', which is a network itself; a network must hold its own layers alone, and can have another as a member",
        Category.Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.DerivesFromNetwork),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor ClassNamedAsMember = new(
        RuleId.ClassNamedAsMember,
        "The class bears the name of a member",
        "'{0}' is also a member that the network adds to the class, and a member cannot be called like its class; the name must be another than {1}",
        Category.Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.ClassNamedAsMember),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor UnchainedConstructor = new(
        RuleId.UnchainedConstructor,
        "A constructor leaves the network unmade",
        "'{0}' does not make the parts of the network; a constructor of '{1}' must begin with the added one: {0} : this() or : this(seed)",
        Category.Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink.To(RuleId.UnchainedConstructor),
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
