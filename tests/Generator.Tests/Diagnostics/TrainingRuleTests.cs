using System.Threading.Tasks;
using NetGen.Generator.Layers;
using Xunit;
using static NetGen.Generator.Tests.TrainingCode;

namespace NetGen.Generator.Tests;

/// <summary>Rules about the numbers that training is given: rates, decays, counts, lengths and shares.</summary>
public class TrainingRuleTests
{
    [Theory]
    [InlineData("double rate = 0; new SGD([|rate|]);", "0")]
    [InlineData("new Adam([|0|]);", "0")]
    [InlineData("new SGD(momentum: 0.5, learningRate: [|-0.1|]);", "-0.1")]
    [InlineData("new RMSprop([|double.NaN|]);", "NaN")]
    [InlineData("new AdamW { LearningRate = [|0f|] };", "0")]
    [InlineData("var adam = new Adam(); adam.LearningRate = [|-1|];", "-1")]
    public Task NG0407_a_learning_rate_is_above_0(string code, string value) =>
        Finds(RuleId.LearningRateNotPositive, code, $"The learning rate is {value}; it must be a finite number above 0, or nothing is learned");

    [Theory]
    [InlineData("new SGD([|10|]);", "10")]
    [InlineData("new SGD { LearningRate = [|1.5f|] };", "1.5")]
    [InlineData("const double Rate = 3; var rate = Rate; new Adagrad([|rate|]);", "3")]
    public Task NG0408_a_learning_rate_above_1_is_large(string code, string value) => Finds(
        RuleId.LearningRateLarge, code, $"The learning rate is {value}; above 1 training nearly always diverges, and 0.001 to 0.1 are usual");

    [Theory]
    [InlineData("new Adam([|0.5|]);", "Adam", "0.5")]
    [InlineData("new Adam([|1|]);", "Adam", "1")]
    [InlineData("new AdamW { LearningRate = [|0.2f|] };", "AdamW", "0.2")]
    [InlineData("Optimizer lion = new Lion(); lion.LearningRate = [|0.11f|];", "Lion", "0.11")]
    public Task NG0408_optimizers_that_scale_their_steps_are_content_with_less(string code, string optimizer, string value) => Finds(
        RuleId.LearningRateLarge, code, $"The learning rate is {value}; above 0.1 each step of {optimizer} changes a weight by more than weights usually amount to, and 0.0001 to 0.01 are usual");

    [Fact]
    public Task NG0408_is_silent_up_to_its_limits() =>
        Silent("new Adam(0.1); new Adam { LearningRate = 0.1f }; new SGD(1); new Adadelta(1); new RMSprop(Share); double rate = 0.5; rate = 0.001; new Adam(rate);");

    [Theory]
    [InlineData("new Adam(beta1: [|1|]);", "beta1 of Adam is 1; it must be at least 0 and below 1")]
    [InlineData("new AdamW(0.001, beta2: [|-0.5|]);", "beta2 of AdamW is -0.5; it must be at least 0 and below 1")]
    [InlineData("new RMSprop(rho: [|1.5|]);", "rho of RMSprop is 1.5; it must be at least 0 and below 1")]
    [InlineData("new Lion(beta2: [|1|]);", "beta2 of Lion is 1; it must be at least 0 and below 1")]
    [InlineData("new Adadelta(rho: [|1|]);", "rho of Adadelta is 1; it must be at least 0 and below 1")]
    [InlineData("new SGD(0.01, [|1.1|]);", "momentum of SGD is 1.1; it must be between 0 and 1")]
    public Task NG0409_decays_lie_in_their_range(string code, string message) => Finds(RuleId.DecayOutOfRange, code, message);

    [Fact]
    public Task NG0409_is_silent_inside() => Silent("new Adam(0.1, 0, 0.9999); new RMSprop(0.1, 0.99, 1); new SGD(0.1, Share);");

    [Theory]
    [InlineData("BatchSize = [|0|]", "BatchSize is 0")]
    [InlineData("Epochs = [|-1|]", "Epochs is -1")]
    [InlineData("ValidationBatchSize = [|0|]", "ValidationBatchSize is 0")]
    public Task NG0410_counts_are_at_least_1(string option, string wrong) =>
        Finds(RuleId.CountBelowOne, $"var options = new FitOptions {{ {option} }};", wrong + "; it must be at least 1");

    [Theory]
    [InlineData("int size = -1; var options = new FitOptions { BatchSize = [|size|] };", "BatchSize is -1")]
    [InlineData("const int None = 0; int some = None; new FitOptions { ValidationBatchSize = [|some|] };", "ValidationBatchSize is 0")]
    [InlineData("int size = 0; Unknown.Predict(Data, [|size|]);", "batchSize is 0")]
    [InlineData("new TrainingStep(new Binary(), new SGD(), Loss.BinaryCrossentropy, batchSize: [|0|], threads: 1);", "batchSize is 0")]
    [InlineData("int threads = -2; new TrainingStep(new Binary(), new SGD(), Loss.BinaryCrossentropy, 1, [|threads|]);", "threads is -2")]
    [InlineData("new Classifier().PredictionThreads = [|0|];", "PredictionThreads is 0")]
    [InlineData("int threads = -1; var net = new Binary { PredictionThreads = [|threads|] };", "PredictionThreads is -1")]
    [InlineData("INetwork net = new Binary(); net.PredictionThreads = [|0|];", "PredictionThreads is 0")]
    [InlineData("new LearningRateFinderOptions { Threads = [|0|] };", "Threads is 0")]
    [InlineData("new StreamedSource((IEnumerable<Sample>)null!, [4]) { ShuffleBuffer = [|0|] };", "ShuffleBuffer is 0")]
    public Task NG0410_follows_constants_through_locals_wherever_they_count(string code, string wrong) => Finds(RuleId.CountBelowOne, code, wrong + "; it must be at least 1");

    [Fact]
    public Task NG0410_looks_at_evaluation_too() => Finds(RuleId.CountBelowOne, "Unknown.Evaluate(Data, [|0|]);", "batchSize is 0; it must be at least 1");

    [Fact]
    public Task NG0410_is_silent_from_1_on() => Silent(
        "var options = new FitOptions { BatchSize = 1, Epochs = Count, ValidationBatchSize = null }; int size = 0; size++; "
            + "new FitOptions { BatchSize = size }; Unknown.Predict(Data, 1); new Binary { PredictionThreads = 1 };");

    [Theory]
    [InlineData("new Trainer<Normed>(new Normed(), new Adam(), Loss.MeanSquaredError).Fit(Data, new FitOptions { BatchSize = [|1|] });")]
    [InlineData("const int One = 1; new TrainingStep(new Normed(), new SGD(), Loss.MeanSquaredError, [|One|], 1);")]
    public Task NG0251_a_batch_normalization_of_a_vector_is_trained_on_several_samples(string code) => Finds(
        RuleId.OneValuePerStatistic,
        code,
        "Each statistic of 'batch_normalization' is of one value where one sample of 6 arrives, and a value less its mean is 0; "
            + "what goes out is beta, whatever comes in");

    [Theory]
    [InlineData("new Trainer<Normed>(new Normed(), new Adam(), Loss.MeanSquaredError).Fit(Data, new FitOptions { BatchSize = 2 });")]
    [InlineData("new Trainer<Normed>(new Normed(), new Adam(), Loss.MeanSquaredError).Fit(Data, new FitOptions { BatchSize = Count });")]
    [InlineData("new Trainer<NormedImage>(new NormedImage(), new Adam(), Loss.MeanSquaredError).Fit(Data, new FitOptions { BatchSize = 1 });")]
    [InlineData("new Trainer<Regressor>(new Regressor(), new Adam(), Loss.MeanSquaredError).Fit(Data, new FitOptions { BatchSize = 1 });")]
    public Task NG0251_is_silent_where_statistics_have_several_values_or_none_is_taken(string code) => Silent(code);

    [Theory]
    [InlineData("new Classifier().Predict([|new float[5]|], new float[3]);", "The input holds 5 values; 'Classifier' needs 4 for each sample (2x2x1)")]
    [InlineData("var net = new Classifier(); var x = new float[8]; net.Predict(x, [|new float[3]|]);", "The output holds 3 values; 'Classifier' needs 6 for 2 samples of 3")]
    [InlineData("new Regressor().Predict([|[1f, 2f, 3f]|], new float[1]);", "The input holds 3 values; 'Regressor' needs 4 for each sample (4)")]
    [InlineData("new Regressor().Predict(new float[] { 1, 2, 3, 4 }, [|new float[2]|]);", "The output holds 2 values; 'Regressor' needs 1 for 1 sample of 1")]
    public Task NG0411_lengths_fit_the_network(string code, string message) => Finds(RuleId.PredictLength, code, message);

    [Theory]
    [InlineData("new Classifier().Predict(new float[12], new float[9]);")]
    [InlineData("var x = new float[5]; x = new float[4]; new Classifier().Predict(x, new float[3]);")]
    [InlineData("new Classifier().Predict(new float[Count], new float[Count]);")]
    [InlineData("new Wrong().Predict(new float[1], new float[1]);")]
    public Task NG0411_is_silent_on_what_fits_and_on_what_is_unknown(string code) => Silent(code);

    [Theory]
    [InlineData("new ReduceLROnPlateau(\"loss\")", "ReduceLROnPlateau")]
    [InlineData("new LearningRateScheduler((epoch, rate) => rate / 2)", "LearningRateScheduler")]
    public Task NG0414_callbacks_do_not_set_the_rate_of_a_schedule(string callback, string name) => Finds(
        RuleId.ScheduleIsOverruled,
        $$"""
        var schedule = new ExponentialDecay(0.1, 100, 0.5);
        var optimizer = new SGD(schedule);
        var trainer = new Trainer<Classifier>(new Classifier(), optimizer, Loss.SparseCategoricalCrossentropy);
        trainer.Fit(Data, new FitOptions { Callbacks = [[|{{callback}}|]] });
        """,
        $"{name} sets the learning rate, and so does ExponentialDecay, which the optimizer follows; one of them must go, or the optimizer be given a number");

    [Theory]
    [InlineData("new Adam(new CosineDecay(0.1, 100)) { LearningRate = [|0.01f|] };")]
    [InlineData("var adam = new Adam(learningRate: new CosineDecay(0.1, 100)); adam.LearningRate = [|5|];")]
    public Task NG0414_nor_do_assignments(string code) => Finds(
        RuleId.ScheduleIsOverruled,
        code,
        "The assignment of the learning rate sets the learning rate, and so does CosineDecay, which the optimizer follows; one of them must go, or the optimizer be given a number");

    [Theory]
    [InlineData("new Trainer<Classifier>(new Classifier(), new SGD(0.1), Loss.SparseCategoricalCrossentropy).Fit(Data, new FitOptions { Callbacks = [new ReduceLROnPlateau(\"loss\")] });")]
    [InlineData(
        "new Trainer<Classifier>(new Classifier(), new SGD(new CosineDecay(0.1, 100)), Loss.SparseCategoricalCrossentropy)"
            + ".Fit(Data, new FitOptions { Callbacks = [new EarlyStopping(\"loss\")] });")]
    [InlineData("Unknown.Fit(Data, new FitOptions { Callbacks = [new LearningRateScheduler((epoch, rate) => rate)] }); Unknown.Optimizer.LearningRate = 0.1f;")]
    public Task NG0414_is_silent_on_numbers_and_on_what_is_unknown(string code) => Silent(code);

    [Theory]
    [InlineData("new Adam { ClipNorm = 1, ClipValue = [|0.5f|] };", "ClipNorm", "ClipValue")]
    [InlineData("new SGD(0.1) { GlobalClipNorm = 1, WeightDecay = 0.1f, ClipNorm = [|Count|], ClipValue = 1 };", "GlobalClipNorm", "ClipNorm")]
    public Task NG0415_gradients_are_clipped_in_one_way(string code, string first, string second) => Finds(
        RuleId.SeveralClippings, code, $"{first} and {second} are both set; an optimizer must clip gradients in one way: ClipNorm, ClipValue or GlobalClipNorm");

    [Fact]
    public Task NG0415_is_silent_on_one() => Silent("new Adam { ClipNorm = 1, ClipValue = null, UseEma = true }; new SGD { GlobalClipNorm = 1 };");

    [Theory]
    [InlineData("new FitOptions { ValidationSplit = [|20|] };", "ValidationSplit is 20; it must be at least 0 and below 1: a share of the samples, and 20 % are 0.2")]
    [InlineData("new FitOptions { ValidationSplit = [|1.0|] };", "ValidationSplit is 1; it must be at least 0 and below 1: a share of the samples")]
    [InlineData("double share = -0.1; new FitOptions { ValidationSplit = [|share|] };", "ValidationSplit is -0.1; it must be at least 0 and below 1: a share of the samples")]
    [InlineData("var (a, b) = Data.Split([|double.NaN|]);", "validationFraction is NaN; it must be above 0 and below 1: a share of the samples")]
    [InlineData("Data.StratifiedSplit(0.2, testFraction: [|10|]);", "testFraction is 10; it must be above 0 and below 1: a share of the samples, and 10 % are 0.1")]
    [InlineData("Data.Split([|0|]);", "validationFraction is 0; it must be above 0 and below 1: a share of the samples")]
    public Task NG0416_a_share_is_a_share(string code, string message) => Finds(RuleId.ShareOutOfRange, code, message);

    [Fact]
    public Task NG0417_is_silent_on_several_batches_and_on_none() =>
        Silent("new Adam { GradientAccumulationSteps = 2 }; new SGD { GradientAccumulationSteps = null }; new SGD { GradientAccumulationSteps = Count };");

    [Theory]
    [InlineData("new Adam { GradientAccumulationSteps = [|1|] };", "1")]
    [InlineData("int steps = -3; new SGD(0.1) { GradientAccumulationSteps = [|steps|] };", "-3")]
    public Task NG0417_gradients_are_accumulated_over_several_batches(string code, string given) => Finds(
        RuleId.NothingToAccumulate, code, $"GradientAccumulationSteps is {given}; it must be at least 2, or be left out for a step with every batch");

    [Fact]
    public Task NG0416_is_silent_inside() => Silent("new FitOptions { ValidationSplit = 0.2 }; new FitOptions { ValidationSplit = 0 }; new FitOptions { ValidationSplit = Share }; Data.Split(0.999);");
}
