using System.Linq;
using CsCheck;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

public class SlidingTests
{
    [Fact]
    public void Unused_taps_and_unseen_cells_are_those_that_loops_count()
    {
        Gen<(int, int)> pads = Gen.Frequency((2, Gen.Const((0, 0))), (1, Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9])));
        foreach ((int input, int size, int stride, int dilation, bool same, (int before, int after)) in
            Drawn.From(Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[1, 4], Gen.Bool, pads), 4000, test: 40))
        {
            Sliding sliding = same ? Of(input, size, stride, dilation, same) : Sliding.Over(input, size, stride, dilation, Padding.Valid, before, after);
            if (!Fits(sliding))
            {
                continue;
            }

            int[] starts = [.. Enumerable.Range(0, sliding.Output).Select(window => (window * sliding.Stride) - sliding.Before)];
            Assert.Equal(starts.Any(start => start + sliding.Reach <= 0 || start >= input), sliding.HasWindowOfPadding);
            Assert.Equal(System.Math.Max(starts[^1] + sliding.Reach - input, 0), sliding.After);

            // A stride beyond the input may leave out taps between two that are used; there the number is a remark's, and may be too small.
            if (sliding.Stride > input)
            {
                continue;
            }

            Assert.Equal(
                Enumerable.Range(0, size).Count(tap => starts.All(start => start + (tap * dilation) < 0 || start + (tap * dilation) >= input)), sliding.UnusedTaps);
            if (dilation == 1)
            {
                Assert.Equal(Enumerable.Range(0, input).Count(cell => starts.All(start => cell < start || cell >= start + size)), sliding.UnseenCells);
            }
        }
    }

    [Fact]
    public void Sizes_as_large_as_they_can_be_overflow_nothing()
    {
        Gen<int> sizes = Gen.OneOf(Gen.Int[1, 4], Gen.OneOf(100_000, 715_827_883, 1_200_000_000, 1_500_000_000, int.MaxValue - 1, int.MaxValue));

        foreach ((int input, int size, int stride, int dilation, bool same) in Drawn.From(Gen.Select(sizes, sizes, sizes, sizes, Gen.Bool), 20_000, test: 41))
        {
            Sliding sliding = Of(input, size, stride, dilation, same);
            if (Fits(sliding))
            {
                Assert.InRange(sliding.UnusedTaps, 0, size);
                Assert.InRange(dilation == 1 ? sliding.UnseenCells : 0, 0, input);
            }
        }
    }

    private static Sliding Of(int input, int size, int stride, int dilation, bool same) =>
        Sliding.Over(input, size, stride, dilation, same ? Padding.Same : Padding.Valid);

    /// <summary>What rules refuse before they ask for more: a reach beyond every array, or one beyond an input without padding.</summary>
    private static bool Fits(Sliding sliding)
    {
        long reach = ((sliding.Size - 1L) * sliding.Dilation) + 1;
        return reach <= int.MaxValue && (sliding.Padding == Padding.Same || reach <= sliding.Padded);
    }
}
