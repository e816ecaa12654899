using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>The names that Keras gives to layers without one.</summary>
public class SnakeCaseTests
{
    [Theory]
    [InlineData("Activation", "activation")]
    [InlineData("Add", "add")]
    [InlineData("AveragePooling2D", "average_pooling2d")]
    [InlineData("BatchNormalization", "batch_normalization")]
    [InlineData("Conv2D", "conv2d")]
    [InlineData("Conv2DTranspose", "conv2d_transpose")]
    [InlineData("ConvLSTM2D", "conv_lstm2d")]
    [InlineData("Cropping2D", "cropping2d")]
    [InlineData("Dense", "dense")]
    [InlineData("DepthwiseConv2D", "depthwise_conv2d")]
    [InlineData("ELU", "elu")]
    [InlineData("GRU", "gru")]
    [InlineData("GlobalAveragePooling2D", "global_average_pooling2d")]
    [InlineData("GlobalMaxPooling2D", "global_max_pooling2d")]
    [InlineData("GroupNormalization", "group_normalization")]
    [InlineData("LayerNormalization", "layer_normalization")]
    [InlineData("LeakyReLU", "leaky_re_lu")]
    [InlineData("MaxPooling2D", "max_pooling2d")]
    [InlineData("PReLU", "p_re_lu")]
    [InlineData("ReLU", "re_lu")]
    [InlineData("STFTSpectrogram", "stft_spectrogram")]
    [InlineData("SeparableConv2D", "separable_conv2d")]
    [InlineData("SimpleRNN", "simple_rnn")]
    [InlineData("SpatialDropout2D", "spatial_dropout2d")]
    [InlineData("UpSampling2D", "up_sampling2d")]
    [InlineData("ZeroPadding2D", "zero_padding2d")]
    public void A_class_is_called_as_Keras_calls_it(string kind, string name) => Assert.Equal(name, SnakeCase.Of(kind));
}
