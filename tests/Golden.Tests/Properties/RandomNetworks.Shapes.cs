using System.Linq;
using CsCheck;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Properties;

// What gives values another place or shape.
internal static partial class RandomNetworks
{
    /// <summary>Axes in any order, and the same values in any shape, with a size left open or none.</summary>
    private static Gen<LayerSpec> Rearranging(SampleShape shape) => shape.Rank == 1 ? Reshaping(shape) : Gen.OneOf(Reshaping(shape), Permuting(shape.Rank));

    private static Gen<LayerSpec> Permuting(int axes) => Gen.Shuffle(Enumerable.Range(1, axes).ToArray()).Select(dims => (LayerSpec)new PermuteSpec(dims));

    private static Gen<LayerSpec> Reshaping(SampleShape shape) =>
        from rank in Gen.Int[1, 3]
        from first in Gen.OneOf(Divisors(shape.Size).ToArray())
        from second in Gen.OneOf(Divisors(shape.Size / first).ToArray())
        let all = new[] { first, second, shape.Size / first / second }
        let sizes = rank == 3 ? all : rank == 2 ? [first, shape.Size / first] : [shape.Size]
        from open in Gen.Int[0, 2 * rank]
        select (LayerSpec)new ReshapeSpec([.. sizes.Select((size, i) => i == open ? -1 : size)]);
}
