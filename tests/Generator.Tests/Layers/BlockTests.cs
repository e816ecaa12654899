using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>A network of blocks is the network that one would have written out.</summary>
public class BlockTests
{
    private const string Residual = """
        [Conv2D(Filters, 3, Strides = Strides, Padding = Padding.Same, Activation = Activation.ReLU)]
        [Conv2D(Filters, 3, Padding = Padding.Same, Name = "branch")]
        [Conv2D(Filters, 1, Strides = Strides, Input = BlockInput, OnlyIf = Strides > 1 || InputChannels != Filters, Name = "shortcut")]
        [Add("branch")]
        [Activation(Activation.ReLU)]
        public sealed class Residual : BlockAttribute
        {
            private const int Filters = 16;
            private const int Strides = 1;
            public Residual(int filters, int strides = Strides) { }
        }
        """;

    [Fact]
    public void Layers_read_each_other_and_what_comes_in_and_bear_the_names_of_their_block() => Same(
        Residual + """
        [Network(8, 8, 3)] [Conv2D(8, 3, Activation = Activation.ReLU)] [Residual(8)] [Residual(16, strides: 2)] [Residual(16)] [Flatten] [Dense(4)] public partial class Net;
        """,
        """
        [Network(8, 8, 3)] [Conv2D(8, 3, Activation = Activation.ReLU)]
        [Conv2D(8, 3, Padding = Padding.Same, Activation = Activation.ReLU, Name = "residual_conv2d")]
        [Conv2D(8, 3, Padding = Padding.Same, Name = "residual_branch")]
        [Add("residual_branch", Input = "conv2d", Name = "residual_add")]
        [Activation(Activation.ReLU, Name = "residual_activation")]
        [Conv2D(16, 3, Strides = 2, Padding = Padding.Same, Activation = Activation.ReLU, Name = "residual_1_conv2d")]
        [Conv2D(16, 3, Padding = Padding.Same, Name = "residual_1_branch")]
        [Conv2D(16, 1, Strides = 2, Input = "residual_activation", Name = "residual_1_shortcut")]
        [Add("residual_1_branch", Name = "residual_1_add")]
        [Activation(Activation.ReLU, Name = "residual_1_activation")]
        [Conv2D(16, 3, Padding = Padding.Same, Activation = Activation.ReLU, Name = "residual_2_conv2d")]
        [Conv2D(16, 3, Padding = Padding.Same, Name = "residual_2_branch")]
        [Add("residual_2_branch", Input = "residual_1_activation", Name = "residual_2_add")]
        [Activation(Activation.ReLU, Name = "residual_2_activation")]
        [Flatten] [Dense(4)] public partial class Net;
        """);

    [Fact]
    public void Repeat_stands_in_a_row_and_a_name_for_the_whole() => Same(
        """
        [Dense(Units, Activation = Activation.ReLU)] [Dropout(0.5, OnlyIf = Drops)]
        public sealed class Layer : BlockAttribute { private const int Units = 1; private const bool Drops = false; public Layer(int units, bool drops = Drops) { } }
        [Network(4)] [Layer(5, Repeat = 2)] [Layer(5, true, Repeat = 2, Name = "deep")] [Add("layer_1")] [Add("deep", "deep_1", "add")] [Dense(2)]
        public partial class Net;
        """,
        """
        [Network(4)] [Dense(5, Activation = Activation.ReLU, Name = "layer_dense")] [Dense(5, Activation = Activation.ReLU, Name = "layer_1_dense")]
        [Dense(5, Activation = Activation.ReLU, Name = "deep_1_dense")] [Dropout(0.5, Name = "deep_1_dropout")]
        [Dense(5, Activation = Activation.ReLU, Name = "deep_2_dense")] [Dropout(0.5, Name = "deep_2_dropout")]
        [Add("layer_1_dense")] [Add("deep_2_dropout", "deep_1_dropout", "add")] [Dense(2)]
        public partial class Net;
        """);

    [Fact]
    public void Blocks_use_blocks_and_constants_follow_hyperparameters() => Same(
        Residual + """
        [Residual(Half, 2)] [Residual(Half + InputChannels, Repeat = Depth)]
        public sealed class Stage : BlockAttribute
        {
            private const int Depth = 1;
            public const int Width = 7;
            private const int Half = Width / 2 + (int)(0.5 * Width) - (Depth > 1 ? 1 : -1) % 2;
            public Stage(int width, int depth) { }
        }
        [Network(8, 8, 3)] [Stage(9, 2, Name = "s")] [Flatten] [Dense(4)] public partial class Net;
        """,
        Residual + """
        [Network(8, 8, 3)] [Residual(7, 2, Name = "s_residual")] [Residual(10, Name = "s_residual_1")] [Residual(10, Name = "s_residual_2")] [Flatten] [Dense(4)] public partial class Net;
        """);

    [Fact]
    public void A_use_that_is_not_trained_holds_none_that_is() => Same(
        Residual + """[Network(8, 8, 3)] [Residual(4, Trainable = false)] [Flatten] [Dense(4)] public partial class Net;""",
        Residual + """[Network(8, 8, 3, TrainableFrom = "flatten")] [Residual(4)] [Flatten] [Dense(4)] public partial class Net;""");

    [Fact]
    public void Training_may_begin_with_a_block() => Same(
        Residual + """[Network(8, 8, 3, TrainableFrom = "residual_1")] [Residual(4)] [Residual(4)] [Flatten] [Dense(4)] public partial class Net;""",
        Residual + """[Network(8, 8, 3)] [Residual(4, Trainable = false)] [Residual(4)] [Flatten] [Dense(4)] public partial class Net;""");

    [Fact]
    public void A_layer_that_does_not_stand_leaves_those_around_it_as_they_were() => Same(
        """
        [Network(4)] [Dense(4, Activation = Activation.ReLU)] [Dense(9, Activation = Activation.ReLU, OnlyIf = 1 > 2)] [Dense(3, OnlyIf = true)] public partial class Net;
        """,
        """[Network(4)] [Dense(4, Activation = Activation.ReLU)] [Dense(3, Name = "dense_2")] public partial class Net;""");

    private static void Same(string blocks, string written)
    {
        CheckedNetwork folded = Networks.Build(blocks);
        Assert.Empty(folded.Findings);
        Assert.Equal(Networks.Build(written).Network, folded.Network);
    }
}
