using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// Spells the turns in which Winograd's algorithm computes the samples of a group, whose number is the local "count": so many at once, the first of which is the local "first" and
/// their number "samples"; or all of them.
/// </summary>
/// <param name="Most">The most samples of a turn.</param>
/// <param name="GroupSize">The most samples of a group.</param>
internal sealed record SampleTurns(int Most, int GroupSize)
{
    /// <summary>The turns of a convolution: where it takes samples one by one, or its form does, there is one turn of one sample.</summary>
    public static SampleTurns Of(WinogradPlan? plan, Setting setting) => plan is { TakesGroups: true } ? new(plan.Samples, setting.GroupSize) : new(1, 1);

    /// <summary>Whether one turn takes all the samples that a call is about: one, or a whole group.</summary>
    public bool IsOne => GroupSize <= Most;

    /// <summary>Spells how many samples a turn has.</summary>
    public string Count => GroupSize == 1 ? "1" : IsOne ? "count" : "samples";

    /// <summary>Opens the loop over turns; nothing where there is one.</summary>
    public CodeWriter.Scope? Open(CodeWriter writer)
    {
        if (IsOne)
        {
            return null;
        }

        CodeWriter.Scope scope = writer.Block($"for (int first = 0; first < count; first += {Most})");
        if (Most > 1)
        {
            writer.Line($"int samples = Math.Min({Most}, count - first);");
        }

        return scope;
    }

    /// <summary>Spells where a turn's first sample begins, or another, in what has so many floats from one to the next.</summary>
    /// <param name="stride">Floats from one sample to the next.</param>
    /// <param name="other">Number of the sample in the turn; null for the first.</param>
    public string Sample(int stride, string? other = null) => Reference.Product(
        (IsOne, other) switch
        {
            (true, _) => other ?? "0",
            (false, null) => "first",
            _ => $"(first + {other})",
        },
        stride);
}
