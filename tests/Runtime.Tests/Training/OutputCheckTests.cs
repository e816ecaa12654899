using System;
using System.Linq;
using Xunit;

namespace NetGen.Runtime.Tests.Training;

/// <summary>Losses that judge probabilities, before networks that end in some and in others.</summary>
public class OutputCheckTests
{
    [Theory]
    [InlineData("Dense*", false)]
    [InlineData("Dense* Flatten", false)]
    [InlineData("Dense* Activation", false)]
    [InlineData("Dense* ReLU", false)]
    [InlineData("Dense* LeakyReLU", false)]
    [InlineData("Dense* ELU", false)]
    [InlineData("Dense* ELU Flatten", false)]
    [InlineData("Dense* GlobalAveragePooling2D", true)]
    [InlineData("Dense* Rescaling Flatten", true)]
    [InlineData("Dense* Flatten Rescaling", true)]
    [InlineData("Flatten", true)]
    public void What_has_weights_or_another_activation_puts_out_no_probabilities(string layers, bool isTaken)
    {
        NetworkInfo info = Info(Activation.Linear, layers);
        OutputCheck.Run(info, Loss.MeanSquaredError);
        if (isTaken)
        {
            OutputCheck.Run(info, Loss.CategoricalCrossentropy);
        }
        else
        {
            string last = layers.Split(' ').Last(kind => kind != "Flatten").TrimEnd('*');
            Assert.Contains($"ends in '{last}'", Assert.Throws<ArgumentException>("loss", () => OutputCheck.Run(info, Loss.CategoricalCrossentropy)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(Activation.Softmax)]
    [InlineData(Activation.Sigmoid)]
    public void Probabilities_are_taken_whatever_the_layers_are(Activation activation) => OutputCheck.Run(Info(activation, "Dense*"), Loss.BinaryCrossentropy);

    [Fact]
    public void The_activation_that_the_loss_wants_is_named()
    {
        Assert.Equal("Softmax", Wanted(Loss.CategoricalCrossentropy));
        Assert.Equal("Softmax", Wanted(Loss.SparseCategoricalCrossentropy));
        Assert.Equal("Sigmoid", Wanted(Loss.BinaryCrossentropy));
        Assert.Equal("Sigmoid", Wanted(Loss.Dice));

        static string Wanted(Loss loss)
        {
            string message = Assert.Throws<ArgumentException>(nameof(loss), () => OutputCheck.Run(Info(Activation.Linear, "Dense*"), loss)).Message;
            return message.Split("give its last layer Activation.")[1].Split(',')[0];
        }
    }

    /// <summary>A network of layers of these kinds; those with a star have parameters.</summary>
    private static NetworkInfo Info(Activation activation, string layers) => new("Net", [3], [.. layers.Split(' ').Select(Layer)])
    {
        OutputActivation = activation,
        InferenceBytes = 0,
        TrainingBytes = 0,
        TrainingBytesPerSample = 0,
        TrainingBytesPerWorker = 0,
    };

    private static LayerInfo Layer(string kind) => new()
    {
        Name = kind.TrimEnd('*'),
        Kind = kind.TrimEnd('*'),
        InputShape = [3],
        OutputShape = [3],
        Parameters = kind.EndsWith('*') ? [new ParameterInfo { Name = "dense/bias", Shape = [3], Offset = 0 }] : [],
        ForwardFlops = 1,
    };
}
