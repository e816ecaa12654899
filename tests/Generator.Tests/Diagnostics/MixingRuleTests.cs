using System.Threading.Tasks;
using NetGen.Generator.Layers;
using Xunit;
using static NetGen.Generator.Tests.TrainingCode;

namespace NetGen.Generator.Tests;

/// <summary>Rules about training on mixtures of samples.</summary>
public class MixingRuleTests
{
    private const string NoMixture = "knows none between yes and no; the loss must be one that judges mixtures, such as Loss.BinaryCrossentropy, or Mixing be left out";

    [Theory]
    [InlineData("new MixUp([|0|]);", "alpha of MixUp is 0; it must be a finite number above 0")]
    [InlineData("double alpha = -0.2; new MixUp(alpha: [|alpha|]);", "alpha of MixUp is -0.2; it must be a finite number above 0")]
    [InlineData("new MixUp([|double.PositiveInfinity|]);", "alpha of MixUp is Infinity; it must be a finite number above 0")]
    [InlineData("new MixUp([|double.NaN|]);", "alpha of MixUp is NaN; it must be a finite number above 0")]
    [InlineData("new CutMix([|1.5|]);", "factor of CutMix is 1.5; it must be between 0 and 1")]
    [InlineData("new CutMix(0.2, [|2|]);", "upper of CutMix is 2; it must be between 0 and 1")]
    [InlineData("new CutMix(upper: 1, lower: [|-1|]);", "lower of CutMix is -1; it must be between 0 and 1")]
    [InlineData("new CutMix([|0.8|], 0.2);", "lower of CutMix is 0.8; it must be at most upper, 0.2")]
    public Task NG0418_the_numbers_of_a_mixing_lie_in_their_range(string code, string message) => Finds(RuleId.MixingOutOfRange, code, message);

    [Fact]
    public Task NG0418_is_silent_inside() => Silent(
        "new MixUp(); new MixUp(0.01); new MixUp(alpha: 40); new MixUp(Share); new CutMix(0); new CutMix(1); new CutMix(0.5, 0.5); new CutMix(Share, 0.1);");

    [Theory]
    [InlineData("Hinge")]
    [InlineData("SquaredHinge")]
    public Task NG0419_hinges_judge_no_mixtures(string loss) => Finds(
        RuleId.CannotBeMixed,
        $"new Trainer<Regressor>(new Regressor(), new Adam(), Loss.{loss}).Fit(Data, new FitOptions {{ Mixing = [|new MixUp()|] }});",
        $"MixUp mixes targets, and {loss} {NoMixture}");

    [Fact]
    public Task NG0419_rectangles_are_cut_out_of_images() => Finds(
        RuleId.CannotBeMixed,
        """
        SampleMixing mixing = new CutMix();
        var options = new FitOptions { Mixing = [|mixing|] };
        new Trainer<Regressor>(new Regressor(), new Adam(), Given).Fit(Data, options);
        """,
        "CutMix cuts images, and 'Regressor' takes a vector of 4 values; the network must take images, or the mixing be MixUp");

    [Fact]
    public Task NG0419_and_out_of_targets_of_the_same_size() => Finds(
        RuleId.CannotBeMixed,
        "new Trainer<Pooled>(new Pooled(), new Adam(), Loss.MeanSquaredError).Fit(Data, new FitOptions { Mixing = [|new CutMix(0.5)|] });",
        "CutMix cuts the targets of pixels as it cuts images, and 'Pooled' makes 2x2x1 of 4x4x1; heights and widths must be the same, or the mixing be MixUp");

    [Fact]
    public Task NG0419_one_sample_has_nobody_to_be_mixed_with() => Finds(
        RuleId.CannotBeMixed,
        "Unknown.Fit(Data, new FitOptions { BatchSize = 1, Mixing = [|new CutMix()|] });",
        "CutMix mixes the samples of a batch with each other, and batches of one sample stay as they are; batches must have at least 2 samples");

    [Theory]
    [InlineData(
        "new TrainingStep(new Regressor(), new SGD(), Loss.MeanSquaredError, 8, 1) { Mixing = [|new CutMix()|] };",
        "CutMix cuts images, and 'Regressor' takes a vector of 4 values; the network must take images, or the mixing be MixUp")]
    [InlineData(
        "const int Size = 1; new TrainingStep(new Classifier(), new SGD(), Loss.SparseCategoricalCrossentropy, Size, 1) { Mixing = [|new MixUp()|] };",
        "MixUp mixes the samples of a batch with each other, and batches of one sample stay as they are; batches must have at least 2 samples")]
    [InlineData(
        "new TrainingStep(new Regressor(), new SGD(), Loss.SquaredHinge, 8, 1) { Mixing = [|new MixUp()|] };",
        "MixUp mixes targets, and SquaredHinge " + NoMixture)]
    public Task NG0419_holds_for_loops_of_ones_own(string code, string message) => Finds(RuleId.CannotBeMixed, code, message);

    [Theory]
    [InlineData("new Trainer<Classifier>(new Classifier(), new Adam(), Given).Fit(Data, new FitOptions { BatchSize = 2, Mixing = new CutMix() });")]
    [InlineData("new Trainer<Regressor>(new Regressor(), new Adam(), Loss.MeanSquaredError).Fit(Data, new FitOptions { Mixing = new MixUp() });")]
    [InlineData("new Trainer<Regressor>(new Regressor(), new Adam(), Loss.Hinge).Fit(Data, new FitOptions { BatchSize = 1, Mixing = null });")]
    [InlineData("new Trainer<Regressor>(new Regressor(), new Adam(), Given).Fit(Data, new FitOptions { BatchSize = Count, Mixing = new MixUp() });")]
    [InlineData("new Trainer<Pooled>(new Pooled(), new Adam(), Loss.MeanSquaredError).Fit(Data, new FitOptions { Mixing = new MixUp() });")]
    [InlineData("new Trainer<Wrong>(new Wrong(), new Adam(), Loss.MeanSquaredError).Fit(Data, new FitOptions { Mixing = new CutMix() });")]
    [InlineData("new TrainingStep(new Regressor(), new SGD(), Given, Count, 1) { Mixing = new MixUp() };")]
    public Task NG0419_is_silent_on_what_can_be_mixed_and_on_what_is_unknown(string code) => Silent(code);
}
