namespace NetGen.Reporting;

/// <summary>How probable a network takes a class to be.</summary>
/// <param name="Index">The class.</param>
/// <param name="Name">Its name.</param>
/// <param name="Probability">0 to 1.</param>
public sealed record ClassProbability(int Index, string Name, double Probability);
