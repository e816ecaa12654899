using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>What a rank tells the others between two steps.</summary>
/// <param name="Changes">How often its weights have changed since the ranks last agreed.</param>
/// <param name="LearningRate">Its optimizer's rate.</param>
/// <param name="Wishes">What it wants of all.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Standing(int Changes, float LearningRate, Wishes Wishes);
