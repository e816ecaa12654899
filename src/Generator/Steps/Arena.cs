using NetGen.Generator.Code;

namespace NetGen.Generator.Steps;

/// <summary>Hands out places in one block of memory, each on a cache line of its own.</summary>
internal sealed class Arena
{
    /// <summary>Floats of a cache line.</summary>
    public const int Line = 16;

    /// <summary>Floats behind the last place, which full-vector loads may touch.</summary>
    private const int Slack = 4 * Line;

    private int _next;

    /// <summary>Floats of the block.</summary>
    public int Length => _next + Slack;

    public int Take(int length)
    {
        int offset = _next;
        _next = checked(_next + Split.RoundUp(length, Line));
        return offset;
    }
}
