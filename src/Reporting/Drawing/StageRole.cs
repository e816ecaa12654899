namespace NetGen.Reporting;

/// <summary>What a stage of a network does; each has its colour.</summary>
internal enum StageRole
{
    Input,
    Convolution,
    Pooling,
    Rearranging,
    Dense,
    Output,
}
