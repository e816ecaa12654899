namespace NetGen.Bench.Fuzz;

/// <summary>What makes an input worth keeping.</summary>
internal enum Guide
{
    /// <summary>An answer that none before has got.</summary>
    Answers,

    /// <summary>That too; edges are counted for comparison.</summary>
    AnswersCounted,

    /// <summary>An edge of the reader's control flow that none before has taken, or not as often.</summary>
    Edges,
}
