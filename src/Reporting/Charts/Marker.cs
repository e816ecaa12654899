namespace NetGen.Reporting;

/// <summary>A position of a chart that is marked with a dashed upright line.</summary>
/// <param name="X">The position.</param>
/// <param name="Label">What stands at it.</param>
public sealed record Marker(double X, string Label);
