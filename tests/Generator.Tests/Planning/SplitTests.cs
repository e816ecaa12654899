using System.Linq;
using NetGen.Generator.Code;
using Xunit;

namespace NetGen.Generator.Tests;

public class SplitTests
{
    [Theory]
    [InlineData(50, 6, "5x6 4x5")]
    [InlineData(12, 6, "2x6")]
    [InlineData(13, 12, "1x7 1x6")]
    [InlineData(1, 6, "1x1")]
    public void Pieces_differ_by_one_at_most(int length, int limit, string expected)
    {
        Assert.Equal(expected, string.Join(" ", Split.Evenly(length, limit).Select(run => $"{run.Count}x{run.Size}")));
    }

    [Fact]
    public void Pieces_cover_every_length_without_gap()
    {
        for (int length = 1; length <= 200; length++)
        {
            for (int limit = 1; limit <= 14; limit++)
            {
                int next = 0;
                foreach (Run run in Split.Evenly(length, limit))
                {
                    Assert.Equal(next, run.Start);
                    Assert.InRange(run.Size, 1, limit);
                    next = run.Start + (run.Count * run.Size);
                }

                Assert.Equal(length, next);
            }
        }
    }
}
