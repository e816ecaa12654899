namespace NetGen.Generator.Declaration;

/// <summary>What the rules of structure ask about a class.</summary>
/// <param name="IsPartial">Whether the class can have a second part.</param>
/// <param name="ContainersNotPartial">Indices of containing types that cannot, outermost first.</param>
/// <param name="Unsupported">A property of the class that networks cannot have, in words ("a record"); empty where there is none.</param>
/// <param name="Collisions">Members that stand where emitted ones belong, in source order.</param>
/// <param name="FirstLayerElsewhere">Index of the first layer that stands on another declaration of the class than layer 0; -1 where all are together.</param>
internal sealed record Structure(
    bool IsPartial,
    EquatableArray<int> ContainersNotPartial,
    string Unsupported,
    EquatableArray<string> Collisions,
    int FirstLayerElsewhere)
{
    /// <summary>
    /// Whether members can be emitted on the class. Where they cannot, emitting them would only bring the compiler's errors
    /// about declarations, and on these it stops before analyzers have a word.
    /// </summary>
    public bool HoldsMembers => IsPartial && ContainersNotPartial.Count == 0 && Unsupported.Length == 0 && Collisions.Count == 0;

    /// <summary>Whether source order says which layer comes first.</summary>
    public bool LayersAreOrdered => FirstLayerElsewhere < 0;
}
