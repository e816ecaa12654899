namespace NetGen.Generator.Declaration;

/// <summary>What the rules of structure ask about a class.</summary>
/// <param name="HasNameOfItsOwn">
/// Whether the class and all that it stands in have names, which one that is being written may not, and nothing else is called the same (a record, a namespace); the compiler
/// reports that itself.
/// </param>
/// <param name="IsPartial">Whether the class can have a second part.</param>
/// <param name="ContainersNotPartial">Indices of containing types that cannot, outermost first.</param>
/// <param name="Unsupported">A property of the class that networks cannot have, in words ("a record"); empty where there is none.</param>
/// <param name="Base">What is wrong with the base class.</param>
/// <param name="BaseName">The base class; empty where nothing is wrong with it.</param>
/// <param name="BearsMemberName">Whether the class itself is called like a member that is emitted into it.</param>
/// <param name="Language">The project's version of C# where it is too old for emitted code ("8.0"); empty where it is not.</param>
/// <param name="HasUnknownAttributes">Whether an attribute does not resolve, a layer perhaps; the compiler reports that itself.</param>
/// <param name="Collisions">Members that stand where emitted ones belong, in source order.</param>
/// <param name="UnchainedConstructors">Constructors that do not begin with the emitted one, in source order.</param>
/// <param name="FirstLayerElsewhere">Index of the first layer that stands on another declaration of the class than layer 0; -1 where all are together.</param>
internal sealed record Structure(
    bool HasNameOfItsOwn,
    bool IsPartial,
    EquatableArray<int> ContainersNotPartial,
    string Unsupported,
    BaseFault Base,
    string BaseName,
    bool BearsMemberName,
    string Language,
    bool HasUnknownAttributes,
    EquatableArray<string> Collisions,
    EquatableArray<string> UnchainedConstructors,
    int FirstLayerElsewhere)
{
    /// <summary>
    /// Whether members can be emitted on the class. Where they cannot, emitting them would only bring the compiler's errors
    /// about declarations, and on these it stops before analyzers have a word.
    /// </summary>
    public bool HoldsMembers =>
        HasNameOfItsOwn && IsPartial && ContainersNotPartial.Count == 0 && Unsupported.Length == 0 && Base == BaseFault.None && !BearsMemberName && Collisions.Count == 0;

    /// <summary>Whether it is known which layers there are and in which order: source order says it, where all resolve and stand together.</summary>
    public bool LayersAreKnown => FirstLayerElsewhere < 0 && !HasUnknownAttributes;
}

/// <summary>What keeps a base class from being one of a network's.</summary>
internal enum BaseFault
{
    None,

    /// <summary>It is, or derives from, a network itself.</summary>
    IsNetwork,

    /// <summary>It has no constructor that the emitted one could call.</summary>
    LacksConstructor,
}
