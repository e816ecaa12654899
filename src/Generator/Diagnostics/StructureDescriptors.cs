using Microsoft.CodeAnalysis;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Diagnostics;

/// <summary>Rules about the class that carries the attributes.</summary>
internal static class StructureDescriptors
{
    public static readonly DiagnosticDescriptor NotPartial = Descriptor.Blocking(
        RuleId.NotPartial,
        "A network must be partial",
        "'{0}' is not partial; a network must be a partial class, so that its members can be added");

    public static readonly DiagnosticDescriptor ContainingTypeNotPartial = Descriptor.Blocking(
        RuleId.ContainingTypeNotPartial,
        "A type that contains a network must be partial",
        "'{0}' lies in a type that is not partial; every containing type must be, here as '{1}'");

    public static readonly DiagnosticDescriptor UnsupportedClass = Descriptor.Blocking(
        RuleId.UnsupportedClass,
        "This kind of class cannot be a network",
        "'{0}' is {1}; a network must be an ordinary class: not static, abstract, generic, a record or local to its file");

    public static readonly DiagnosticDescriptor NoLayers = Descriptor.Blocking(
        RuleId.NoLayers,
        "A network needs layers",
        "'{0}' has no layers; a network must have at least one layer attribute next to [Network]");

    public static readonly DiagnosticDescriptor MissingNetwork = Descriptor.Blocking(
        RuleId.MissingNetwork,
        "Layers need a [Network]",
        "'{0}' has layers but no [Network]; the shape of the input must be given: [Network(height, width, channels)] or [Network(features)]");

    public static readonly DiagnosticDescriptor LayersOnSeveralDeclarations = Descriptor.Blocking(
        RuleId.LayersOnSeveralDeclarations,
        "All layers must stand on one declaration",
        "The layers of '{0}' stand on several declarations, which have no order; all layers must stand on one of them");

    public static readonly DiagnosticDescriptor MemberCollision = Descriptor.Blocking(
        RuleId.MemberCollision,
        "A member stands in the way of the network's own",
        "'{0}' stands in the way of a member that the network adds to '{1}'; the class must leave free {2} and its constructor (int seed = 0), and have no primary constructor");

    public static readonly DiagnosticDescriptor DuplicateName = Descriptor.Blocking(
        RuleId.DuplicateName,
        "Names of layers must be unique",
        "Two layers are called '{0}'; a name must be unique in its network, and unnamed layers have names too");

    public static readonly DiagnosticDescriptor InvalidName = Descriptor.Blocking(
        RuleId.InvalidName,
        "This cannot be the name of a layer",
        "'{0}' cannot be the name of a layer; a name must begin with a letter or digit and hold at most 128 characters: letters, digits, '_', '-' and '.'{1}");

    public static readonly DiagnosticDescriptor BaseConstructor = Descriptor.Blocking(
        RuleId.BaseConstructor,
        "The base class needs a constructor without parameters",
        "The constructor that is added to '{0}' calls its base class's; '{1}' must have one without parameters that the network can call, or one of optional parameters alone");

    public static readonly DiagnosticDescriptor DerivesFromNetwork = Descriptor.Blocking(
        RuleId.DerivesFromNetwork,
        "A network cannot derive from a network",
        "'{0}' derives from '{1}', which is a network itself; a network must hold its own layers alone, and can have another as a member");

    public static readonly DiagnosticDescriptor ClassNamedAsMember = Descriptor.Blocking(
        RuleId.ClassNamedAsMember,
        "The class bears the name of a member",
        "'{0}' is also a member that the network adds to the class, and a member cannot be called like its class; the name must be another than {1}");

    public static readonly DiagnosticDescriptor UnchainedConstructor = Descriptor.Blocking(
        RuleId.UnchainedConstructor,
        "A constructor leaves the network unmade",
        "'{0}' does not make the parts of the network; a constructor of '{1}' must begin with the added one: {0} : this() or : this(seed)");

    public static readonly DiagnosticDescriptor UnknownInput = Descriptor.Blocking(
        RuleId.UnknownInput,
        "No layer above has this name",
        "No layer is called '{0}'; a layer must name one that stands above it, or the network's 'input': {1}");

    public static readonly DiagnosticDescriptor LaterInput = Descriptor.Blocking(
        RuleId.LaterInput,
        "A layer reads what stands above it",
        "'{0}' {1}; a layer must name one that stands above it, or the network's 'input'");

    public static readonly DiagnosticDescriptor UnreadLayer = Descriptor.Blocking(
        RuleId.UnreadLayer,
        "Nobody reads this layer",
        "No layer reads '{0}', for '{1}' behind it names others; every layer must lead to the output, so one must name it or it must go");

    public static readonly DiagnosticDescriptor NothingToMerge = Descriptor.Blocking(
        RuleId.NothingToMerge,
        "A merging layer needs a second input",
        "{0} names no layer; it must name one to join with the layer above, or several to join with each other");

    public static readonly DiagnosticDescriptor MergedWithItself = Descriptor.Warning(
        RuleId.MergedWithItself,
        "A layer is merged with itself",
        "{0} joins '{1}' with itself; the names should be those of different layers");

    public static readonly DiagnosticDescriptor SubtractOfMany = Descriptor.Blocking(
        RuleId.SubtractOfMany,
        "A difference is of two layers",
        "Subtract names {0} layers; it must name one, to be subtracted from the layer above, or two, of which the second is subtracted from the first");

    public static readonly DiagnosticDescriptor CompiledBlock = Descriptor.Blocking(
        RuleId.CompiledBlock,
        "A block must be declared in the project",
        "'{0}' is compiled in '{1}', where its layers' arguments are numbers and no longer expressions; a block must be declared in the project that uses it");

    public static readonly DiagnosticDescriptor ParameterWithoutConstant = Descriptor.Blocking(
        RuleId.ParameterWithoutConstant,
        "A block's parameter needs a constant",
        "Block '{0}' has no constant for the parameter '{1}' of its constructor; the class must have one of the same name, which its layers can use");

    public static readonly DiagnosticDescriptor BlockUsesItself = Descriptor.Blocking(
        RuleId.BlockUsesItself,
        "A block cannot use itself",
        "A block uses itself: {0}; blocks must end in layers, and what repeats must say so with Repeat");

    public static readonly DiagnosticDescriptor UnreadableArgument = Descriptor.Blocking(
        RuleId.UnreadableArgument,
        "This expression differs from use to use, and cannot be computed",
        "'{0}' cannot be computed for every use of the block; an argument must be made of constants, numbers, + - * / %, comparisons, && || !, casts and ?:");

    public static readonly DiagnosticDescriptor IncomputableArgument = Descriptor.Blocking(
        RuleId.IncomputableArgument,
        "This use of a block leaves an argument without a value",
        "'{0}' of {1} {2} in this use of the block; its hyperparameters and its input must give a number that an int holds");

    public static readonly DiagnosticDescriptor EmptyBlock = Descriptor.Blocking(
        RuleId.EmptyBlock,
        "A block needs layers",
        "Block '{0}' has no layers; its class must carry the attributes of at least one");

    public static readonly DiagnosticDescriptor TooManyLayers = Descriptor.Blocking(
        RuleId.TooManyLayers,
        "Blocks come to more layers than a network may have",
        "With this the network's blocks come to more than {0} layers and uses of blocks, which is all that is unfolded; Repeat and blocks in blocks multiply");
}
