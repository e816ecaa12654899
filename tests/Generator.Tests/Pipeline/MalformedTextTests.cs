using Xunit;

namespace NetGen.Generator.Tests;

public class MalformedTextTests
{
    private const string EverySyntax = """
        [Network(6, 6, channels: 1, InputGradient = true)]
        [NetGen.Conv2D(4, kernelSize: 3, Padding = Padding.Same, Activation = Activation.ReLU, Name = "a\u0062", KernelL2 = 1e-3), MaxPooling2D(2)]
        [Flatten, Dropout(rate: .5)]
        [Dense(1 + 2, Activation = (Activation)10, UseBias = !true)]
        public sealed partial class Small;
        """;

    /// <summary>What a compiler sees while its user types.</summary>
    [Fact]
    public void A_declaration_cut_at_any_character_crashes_nothing()
    {
        for (int length = 0; length <= EverySyntax.Length; length++)
        {
            AssertNoCrash(EverySyntax[..length]);
            AssertNoCrash(EverySyntax[..length] + "]\npublic sealed partial class Small;");
        }
    }

    [Fact]
    public void A_declaration_without_any_one_character_crashes_nothing()
    {
        for (int i = 0; i < EverySyntax.Length; i++)
        {
            AssertNoCrash(EverySyntax.Remove(i, 1));
        }
    }

    [Theory]
    [InlineData("[Network(6, 6, 1)] [Network(7, 7, 1)] [Flatten] partial class Net;")]
    [InlineData("[Network(6, 6, 1)] [Flatten] partial class Net; [Network(7, 7, 1)] partial class Net;")]
    [InlineData("[Network(6, 6, 1)] [Flatten] partial class Net; [Network(7, 7, 1)] [Flatten] class Net;")]
    [InlineData("[Network(6, 6, \"1\")] [Conv2D(null, 3.5)] [Dense(int.MaxValue + 1)] [Dense(default)] partial class Net;")]
    [InlineData("[Network(6, 6, 1)] [Conv2D(1, 1, Nothing = 3, Padding = 1, Name = null, KernelL1 = 'c')] partial class Net;")]
    [InlineData("[Network(6, 6, 1)] [Layer] [NetGen.WeightedLayer(Activation = Activation.ReLU)] partial class Net;")]
    [InlineData("[Network(6, 6, 1)] [Flatten] partial struct Net; [Network(1)] [Flatten] partial interface INet; [Network(1)] enum E { A }")]
    [InlineData("class Mine : LayerAttribute; [Network(6, 6, 1)] [Mine] partial class Net;")]
    [InlineData("[Network(6, 6, 1)] [Flatten] partial class;")]
    [InlineData("[assembly: Network(1)] [module: Flatten]")]
    public void Odd_declarations_crash_nothing(string source) => AssertNoCrash(source);

    private static void AssertNoCrash(string source)
    {
        var compilation = NetworkCompilation.Of(source);
        Assert.Null(GeneratorRun.Of(compilation).Result.Exception);
        compilation.Analyze();
    }
}
