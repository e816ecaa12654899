namespace NetGen;

/// <summary>How far a training has come.</summary>
/// <param name="Epoch">The epoch, counted from 0.</param>
/// <param name="Step">The steps trained in it.</param>
/// <param name="IsInEpoch">Whether the epoch has begun: callbacks were told of its beginning, and are not told again.</param>
public readonly record struct TrainingPosition(int Epoch, int Step, bool IsInEpoch);
