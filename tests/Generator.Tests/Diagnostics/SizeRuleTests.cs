using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

public class SizeRuleTests
{
    [Theory]
    [InlineData(true, int.MaxValue)]
    [InlineData(true, 1, int.MaxValue, 1)]
    [InlineData(false, 65_536, 32_768)]
    [InlineData(false, int.MaxValue, int.MaxValue, int.MaxValue)]
    public void As_many_values_fit_as_an_int_counts(bool fit, params int[] dimensions) => Assert.Equal(fit, SizeRules.Fits(dimensions));

    [Fact]
    public Task NG0501_a_flattened_image_makes_a_large_dense_layer() => Rule.Finds(
        RuleId.LargeDense,
        Sources.Lecture.Replace("[Dense(5, Activation = Activation.Softmax)]", "[[|Dense(5, Activation = Activation.Softmax)|]]", StringComparison.Ordinal),
        "This layer holds 81 % of the network's 493,253 parameters, for its 80,000 inputs; pooling or strides before Flatten would make them fewer");

    [Theory]
    [InlineData(250_001, "99.9")]
    [InlineData(300, "98")]
    [InlineData(2_500, "99.8")]
    public Task NG0501_what_is_not_all_is_not_100_percent(int inputs, string share) => Rule.Finds(
        RuleId.LargeDense,
        $"[Network({inputs}, 1, 1, MaxMegabytes = 9999)] [Conv2D(1, 1, Activation = Activation.ReLU)] [Flatten] [[|Dense(1000, Activation = Activation.ReLU)|]] [Dense(5)] partial class Net;",
        $"This layer holds {share} % of the network's {NumberText.Grouped((inputs * 1000L) + 1000 + 5005 + 2)} parameters, for its "
            + $"{NumberText.Grouped(inputs)} inputs; pooling or strides before Flatten would make them fewer");

    [Theory]
    [InlineData("[Network(784)] [Dense(512, Activation = Activation.ReLU)] [Dense(10)] partial class Net;")]
    [InlineData("[Network(784, 784, 1)] [Flatten] [Dense(1)] partial class Net;")]
    [InlineData("[Network(28, 28, 1)] [Conv2D(8, 3, Activation = Activation.ReLU)] [Flatten] [Dense(10)] partial class Net;")]
    [InlineData("[Network(28, 28, 1)] [Flatten] [Dense(128, Activation = Activation.ReLU)] [Dense(1024)] partial class Net;")]
    public Task NG0501_is_silent_where_nothing_could_be_gained(string source) => Rule.Silent(source);

    [Fact]
    public Task NG0502_training_stays_within_its_memory()
    {
        string megabytes = (LargestTraining() / (1024.0 * 1024)).ToString("N1", CultureInfo.InvariantCulture);
        return Rule.Finds(
            RuleId.MemoryBudget,
            Sources.Small.Replace("Network(6, 6, 1)", "Network(6, 6, 1, MaxMegabytes = [|0.01|])", StringComparison.Ordinal),
            $"Training takes {megabytes} MB at a batch size of 32; it must stay within MaxMegabytes; the budget is 0.01");
    }

    [Fact]
    public Task NG0502_is_silent_within() => Rule.Silent(Sources.Small.Replace(
        "Network(6, 6, 1)",
        FormattableString.Invariant($"Network(6, 6, 1, MaxMegabytes = {LargestTraining() / (1024.0 * 1024):R})"),
        StringComparison.Ordinal));

    [Fact]
    public Task NG0503_a_network_stays_within_its_parameters() => Rule.Finds(
        RuleId.ParameterBudget,
        Sources.Small.Replace("Network(6, 6, 1)", "Network(6, 6, 1, MaxParameters = [|150|])", StringComparison.Ordinal),
        "The network has 151 parameters; they must stay within MaxParameters; the budget is 150");

    [Fact]
    public Task NG0503_is_silent_within() =>
        Rule.Silent(Sources.Small.Replace("Network(6, 6, 1)", "Network(6, 6, 1, MaxParameters = 151)", StringComparison.Ordinal));

    [Theory]
    [InlineData("MaxMegabytes = [|0|]", "MaxMegabytes of Network is 0")]
    [InlineData("MaxParameters = [|-1|]", "MaxParameters of Network is -1")]
    [InlineData("MaxMegabytes = [|double.NaN|]", "MaxMegabytes of Network is NaN")]
    public Task NG0214_a_budget_is_above_0(string argument, string wrong) => Rule.Finds(
        RuleId.NumberOutOfRange, $"[Network(4, {argument})] [Dense(2)] partial class Net;", wrong + "; it must be a number above 0");

    [Fact]
    public Task NG0504_a_large_window_keeps_its_loop() => Rule.Finds(
        RuleId.KeptRolled,
        "[Network(22, 22, 1)] [Conv2D(8, 3, Activation = Activation.ReLU)] [[|MaxPooling2D(5)|]] [Flatten] [Dense(2)] partial class Net;",
        "MaxPooling2D keeps a loop over the 25 cells of its window and a pass of its own; up to 16 cells are written out in the convolution before it, which is as much as the JIT compiles well");

    [Theory]
    [InlineData("[Network(22, 22, 1)] [Conv2D(8, 3)] [MaxPooling2D(4)] [Flatten] [Dense(2)] partial class Net;")]
    [InlineData("[Network(20, 20, 1)] [MaxPooling2D(5)] partial class Net;")]
    [InlineData("[Network(22, 22, 1)] [Conv2D(8, 3)] [MaxPooling2D(5, Strides = 3, Padding = Padding.Same)] [Flatten] [Dense(2)] partial class Net;")]
    public Task NG0504_is_silent_on_small_windows_and_where_no_loop_could_go(string source) => Rule.Silent(source);

    [Theory]
    [InlineData("[Conv2D(1, 100001, Padding = Padding.Same)]")]
    [InlineData("[Conv2D(30000, 1)] [Conv2D(1, 1, KernelWidth = 9999, Padding = Padding.Same)]")]
    public void NG0307_buffers_that_overflow_are_found(string layers)
    {
        CheckedNetwork result = Networks.Build(Sources.Image(layers));

        Assert.Null(result.Network);
        Assert.Contains(result.Findings, finding => finding.Id == RuleId.TooManyValues);
    }

    [Fact]
    public void NG0307_names_the_layer_and_the_memory_that_is_too_large()
    {
        CheckedNetwork result = Networks.Build(
            "[Network(5000, 5000, 3)] [Conv2D(40, 3, Padding = Padding.Same)] [Conv2D(80, 3, Padding = Padding.Same)] partial class Net;");

        Finding finding = Assert.Single(result.Findings, finding => finding.Id == RuleId.TooManyValues);
        Assert.Equal(Site.Layer(1), finding.Site);
        Assert.Equal("The memory that holds the scratch (linear gradient) of 'conv2d_1' and more", finding.Arguments[0]);
    }

    /// <summary>Packed weights whose number no int holds, a whole register of filters for one: there is no telling how many they are.</summary>
    [Fact]
    public void NG0307_names_the_layer_whose_weights_are_too_many_when_packed()
    {
        CheckedNetwork result = Networks.Build("[Network(3, 3, 15000000)] [Conv2D(1, 3)] [Flatten] [Dense(2)] partial class Net;");

        Finding finding = Assert.Single(result.Findings, finding => finding.Id == RuleId.TooManyValues);
        Assert.Equal(Site.Layer(0), finding.Site);
        Assert.Contains("'conv2d'", finding.Arguments[0], StringComparison.Ordinal);
    }

    [Fact]
    public Task NG0505_training_that_takes_gigabytes_is_worth_a_word() => Rule.Finds(
        RuleId.LargeTraining,
        "[[|Network(2048, 2048, 3)|]] [Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.ReLU)] [Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.ReLU)] "
            + "[AveragePooling2D(512)] [Flatten] [Dense(10)] partial class Net;",
        "Training takes 5.1 GB at a batch size of 32 on one thread, beside the parameters and what the optimizer keeps; 'conv2d_1' has the largest share, 3.0 GB");

    [Theory]
    [InlineData("[Network(512, 512, 3, MaxMegabytes = 8000)] [Conv2D(16, 3, Activation = Activation.ReLU)] [Flatten] [Dense(64, Activation = Activation.ReLU)] [Dense(10)] partial class Net;")]
    [InlineData("[Network(512, 512, 3)] [Conv2D(16, 3, Activation = Activation.ReLU)] [Flatten] [Dense(6, Activation = Activation.ReLU)] [Dense(10)] partial class Net;")]
    public void NG0505_is_silent_below_and_where_a_budget_is_stated(string source) =>
        Assert.DoesNotContain(Networks.Build(source).Findings, finding => finding.Id == RuleId.LargeTraining);

    /// <summary>On both sides of the border, and close to it.</summary>
    [Theory]
    [InlineData(1270, false)]
    [InlineData(1310, true)]
    public void NG0505_begins_at_two_gigabytes(int side, bool isFound)
    {
        CheckedNetwork network = Networks.Build(
            $"[Network({side}, {side}, 3)] [Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.ReLU)] [Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.ReLU)] "
                + "[GlobalAveragePooling2D] [Dense(10)] partial class Net;");

        double gigabytes = network.Plans!.Forms.Max(plans => plans.TrainingBytes(32)) / (1024.0 * 1024 * 1024);
        Assert.InRange(gigabytes, isFound ? 2.0 : 1.9, isFound ? 2.1 : 2.0);
        Assert.Equal(isFound, network.Findings.Any(finding => finding.Id == RuleId.LargeTraining));
    }

    private static long LargestTraining() =>
        Networks.Build(Sources.Small.Replace("namespace Shop;", "", StringComparison.Ordinal)).Plans!.Forms.Max(plans => plans.TrainingBytes(32));
}
