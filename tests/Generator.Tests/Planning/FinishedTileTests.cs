using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;
using NetGen.Generator.Steps.Kernels;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Where direct sums are finished in their tiles and stored where the output lies, and where a strip takes them.</summary>
public class FinishedTileTests
{
    private const string Rest = " [Flatten] [Dense(2)] partial class Net;";

    [Theory]
    [InlineData("[Network(24, 24, 16)] [Conv2D(32, 1, Activation = Activation.ReLU6)]", true)]
    [InlineData("[Network(24, 24, 16)] [Conv2D(32, 3, Strides = 2, Activation = Activation.LeakyReLU)]", true)]
    [InlineData("[Network(24, 24, 16)] [Conv2D(33, 1, Activation = Activation.ReLU)]", true)]
    [InlineData("[Network(24, 24, 16)] [Conv2D(32, 1)]", true)]

    // A function that takes more than two instructions is written once for a row, not once for each register of a tile.
    [InlineData("[Network(24, 24, 16)] [Conv2D(32, 1, Activation = Activation.Sigmoid)]", false)]

    // Windows are made of several tiles.
    [InlineData("[Network(24, 24, 3)] [Conv2D(32, 3, Activation = Activation.ReLU)] [MaxPooling2D(2)]", false)]

    // The sums of so many channels rest between chunks of the weights.
    [InlineData("[Network(24, 24, 512)] [Conv2D(32, 1, Activation = Activation.ReLU)]", false)]

    // Rows of three pixels would be tiles of six sums, where a strip has nine pixels in one row.
    [InlineData("[Network(3, 3, 16)] [Conv2D(32, 1, Activation = Activation.ReLU)]", false)]

    // A larger kernel has no such rows.
    [InlineData("[Network(5, 5, 3)] [Conv2D(32, 3, Activation = Activation.ReLU)]", true)]
    public void Cheap_functions_of_whole_sums_stay_in_registers(string layers, bool isFinished)
    {
        ConvolutionStep step = Convolution(layers + Rest, VectorForm.Vector256);

        Assert.Null(step.Plan.Winograd);
        Assert.Equal(isFinished, step.WritesOutput);
        Assert.Equal(isFinished ? 1 : 2, ConvolutionForwardEmitter.Parts(step).Length);
        Assert.Equal(isFinished, !step.HasStrip);
    }

    /// <summary>What is added is read register by register: where the last one is not whole, the strip's rows are finished with single values.</summary>
    [Theory]
    [InlineData(16, true)]
    [InlineData(12, false)]
    public void So_do_sums_to_which_something_is_added(int filters, bool isFinished)
    {
        string declared = $"[Network(24, 24, {filters})] [Activation(Activation.ReLU, Name = \"first\")] [Conv2D({filters}, 1)] [Add(\"first\")] [Activation(Activation.ReLU)]";
        ConvolutionStep step = Convolution(declared + Rest, VectorForm.Vector256);

        Assert.NotNull(step.Added);
        Assert.Equal(isFinished, step.WritesOutput);
    }

    private static ConvolutionStep Convolution(string source, VectorForm form) =>
        Planner.Plan(Networks.Build(source).Network!, form, Purpose.Inference).Steps.OfType<ConvolutionStep>().Single();
}
