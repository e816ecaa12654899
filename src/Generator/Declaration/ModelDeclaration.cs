namespace NetGen.Generator.Declaration;

/// <summary>The file of another framework that a [Network] attribute names, and what came of reading it.</summary>
/// <param name="File">Where it lies; its weights become part of the program.</param>
/// <param name="State">What came of it.</param>
/// <param name="Layers">The names of the layers that stand in the declaration now.</param>
/// <param name="Complaints">What keeps the file from being a network, the obstacles, or why it cannot be read.</param>
internal sealed record ModelDeclaration(WeightsDeclaration File, ModelState State, EquatableArray<string> Layers, EquatableArray<Complaint> Complaints);

/// <summary>What keeps a file from being a network.</summary>
/// <param name="Text">What is wrong.</param>
/// <param name="Needed">What would be right; empty where the rule itself says it.</param>
internal sealed record Complaint(string Text, string Needed = "")
{
    /// <summary>The argument of [Network] that is wrong; null where it is the file.</summary>
    public string? Argument { get; init; }
}

/// <summary>What came of a model's file.</summary>
internal enum ModelState
{
    /// <summary>Nobody has looked for it yet.</summary>
    Unread,

    /// <summary>The build has no such file.</summary>
    Missing,

    /// <summary>It is broken, or of no known format.</summary>
    Unreadable,

    /// <summary>It needs what NetGen does not have.</summary>
    Refused,

    /// <summary>Layers stand beside it, and nobody knows which are meant.</summary>
    BesideLayers,

    /// <summary>Its layers stand in the declaration.</summary>
    Read,
}
