namespace NetGen.Import;

/// <summary>One thing in a file that NetGen cannot compute as the file says.</summary>
/// <param name="Operator">The operator or layer as the format calls it: "Resize", "LSTM".</param>
/// <param name="Node">What the file calls the place: a node's or a layer's name.</param>
/// <param name="Reason">What is wrong with it, in words that follow the operator's name: "has mode 'cubic'".</param>
/// <param name="Needed">What would be needed: "'nearest' and 'linear' can be imported".</param>
public sealed record Obstacle(string Operator, string Node, string Reason, string Needed)
{
    /// <summary>The option that removes it, which everyone who imports calls otherwise.</summary>
    internal OpenChoice Choice { get; init; }

    /// <summary>The obstacle as one line.</summary>
    public override string ToString() => $"{Operator} '{Files.FileText.Of(Node)}' {Reason}; {Needed}.";
}
