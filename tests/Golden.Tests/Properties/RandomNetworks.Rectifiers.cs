using System.Linq;
using CsCheck;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Properties;

// Rectifiers with numbers of their own, and with slopes that are learnt.
internal static partial class RandomNetworks
{
    private static Gen<LayerSpec> Rectifying(LayerChoice choice, SampleShape shape) => Gen.Frequency(
        (2, from most in Gen.OneOf(double.PositiveInfinity, 0.5, 2, 6)
            from slope in Gen.OneOf(0, 0, 0.25, 0.5)
            from threshold in Gen.OneOf(0, 0, 0.25)
            select (LayerSpec)new ReLUSpec { MaxValue = most, NegativeSlope = slope, Threshold = threshold }),
        (1, Gen.OneOf(0.25, 0.5).Select(slope => (LayerSpec)new LeakyReLUSpec(slope))),
        (choice.Exact ? 0 : 1, Gen.OneOf(1, 0.5, 2).Select(alpha => (LayerSpec)new ELUSpec(alpha))),
        (2, from shared in Gen.Int[0, (1 << shape.Rank) - 1]
            from isTrainable in Gen.Frequency((4, Gen.Const(true)), (1, Gen.Const(false)))
            select (LayerSpec)new PReLUSpec([.. Enumerable.Range(1, shape.Rank).Where(axis => ((shared >> (axis - 1)) & 1) == 1)]) { Trainable = isTrainable }));
}
