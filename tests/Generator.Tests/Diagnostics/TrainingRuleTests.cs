using System.Threading.Tasks;
using NetGen.CodeFixes;
using NetGen.Generator.Diagnostics.Training;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

public class TrainingRuleTests
{
    private const string Classifier = "Classifier";
    private const string Regressor = "Regressor";
    private const string Binary = "Binary";

    [Theory]
    [InlineData(Regressor, "[|Loss.SparseCategoricalCrossentropy|]", "SparseCategoricalCrossentropy", "Linear", "Softmax")]
    [InlineData(Regressor, "[|new CategoricalCrossentropy(0.1)|]", "CategoricalCrossentropy", "Linear", "Softmax")]
    [InlineData(Regressor, "loss: [|Loss.BinaryCrossentropy|]", "BinaryCrossentropy", "Linear", "Sigmoid")]
    [InlineData("Rectified", "[|Loss.CategoricalCrossentropy|]", "CategoricalCrossentropy", "ReLU", "Softmax")]
    public Task NG0401_a_cross_entropy_judges_probabilities(string network, string loss, string name, string activation, string wanted) => Finds(
        RuleId.LossNeedsProbabilities,
        $"var trainer = new Trainer<{network}>(new {network}(), new Adam(), {loss});",
        $"{name} judges probabilities, and '{network}' ends in Activation.{activation}; the last layer must have Activation.{wanted}, or the loss must be one for values");

    [Fact]
    public Task NG0401_follows_the_loss_through_a_local() => Finds(
        RuleId.LossNeedsProbabilities,
        "Loss loss = Loss.BinaryCrossentropy; Loss same = loss; Trainer<Regressor> trainer = new(new Regressor(), new SGD(), [|same|]);",
        "BinaryCrossentropy judges probabilities, and 'Regressor' ends in Activation.Linear; the last layer must have Activation.Sigmoid, or the loss must be one for values");

    [Theory]
    [InlineData("using var step = new TrainingStep(new Regressor(), new SGD(), [|Loss.BinaryCrossentropy|], 32, 1);")]
    [InlineData("INetwork net = new Regressor(); new TrainingStep(net, new SGD(), loss: [|Loss.BinaryCrossentropy|], batchSize: 32, threads: 1);")]
    [InlineData("var net = new Regressor(); LearningRateFinder.Run(net, () => new Adam(), [|Loss.BinaryCrossentropy|], Data);")]
    [InlineData("new Trainer<INetwork>(new Regressor(), new Adam(), [|Loss.BinaryCrossentropy|]);")]
    [InlineData("Make(new Regressor(), [|Loss.BinaryCrossentropy|]);")]
    [InlineData("var loss = new BinaryCrossentropy(0.1); var net = new Regressor(); Make<Regressor>(loss: [|loss|], model: net).Fit(Data);")]
    [InlineData("MakeBinary([|new Regressor()|]); MakeBinary(new Binary());")]
    [InlineData("[|MakeNew<Regressor>()|]; MakeNew<Binary>();")]
    [InlineData("MakeRegressor([|Loss.BinaryCrossentropy|]); MakeRegressor(Loss.Huber);")]
    [InlineData("Find(new Regressor(), [|Loss.BinaryCrossentropy|]); void Find(INetwork model, Loss loss) { LearningRateFinder.Run(model, () => new Adam(), loss, Data); }")]
    public Task NG0401_sees_loops_of_ones_own_the_finder_and_helper_methods(string code) => Finds(
        RuleId.LossNeedsProbabilities,
        code,
        "BinaryCrossentropy judges probabilities, and 'Regressor' ends in Activation.Linear; the last layer must have Activation.Sigmoid, or the loss must be one for values");

    [Theory]
    [InlineData("Make(new Binary(), Loss.BinaryCrossentropy); Make(new Regressor(), Given); Make(Unknown.Model, Loss.SparseCategoricalCrossentropy); MakeRegressor(Given);")]
    [InlineData("INetwork net = Count > 0 ? new Regressor() : new Binary(); MakeBinary(net); new TrainingStep(net, new SGD(), Loss.BinaryCrossentropy, 1, 1);")]
    [InlineData("Ignore(new Regressor(), Loss.BinaryCrossentropy); void Ignore(INetwork model, Loss loss) { loss = Loss.Huber; new TrainingStep(model, new SGD(), loss, 1, 1); }")]
    public Task NG0401_is_silent_on_helpers_that_fit_or_are_unknown(string code) => Silent(code);

    [Theory]
    [InlineData("new Trainer<Classifier>(new Classifier(), new Adam(), Loss.SparseCategoricalCrossentropy);")]
    [InlineData("new Trainer<Binary>(new Binary(), new Adam(), new BinaryCrossentropy(0.1));")]
    [InlineData("new Trainer<Binary>(new Binary(), new Adam(), Loss.MeanSquaredError);")]
    [InlineData("new Trainer<Regressor>(new Regressor(), new Adam(), Loss.Huber);")]
    [InlineData("Loss loss = Loss.BinaryCrossentropy; loss = Loss.Huber; new Trainer<Regressor>(new Regressor(), new Adam(), loss);")]
    [InlineData("Loss loss = Loss.BinaryCrossentropy; Change(ref loss); new Trainer<Regressor>(new Regressor(), new Adam(), loss);")]
    [InlineData("new Trainer<Regressor>(new Regressor(), new Adam(), Given);")]
    [InlineData("new Trainer<Wrong>(new Wrong(), new Adam(), Loss.BinaryCrossentropy);")]
    [InlineData("new Trainer<Pooled>(new Pooled(), new Adam(), Loss.BinaryCrossentropy);")]
    public Task NG0401_is_silent_on_what_fits_and_on_what_is_unknown(string code) => Silent(code);

    [Theory]
    [InlineData(Classifier, "BinaryCrossentropy", "Softmax", "softmax makes the probabilities of classes, and the loss should be SparseCategoricalCrossentropy or CategoricalCrossentropy")]
    [InlineData(Classifier, "MeanSquaredError", "Softmax", "softmax makes the probabilities of classes, and the loss should be SparseCategoricalCrossentropy or CategoricalCrossentropy")]
    [InlineData(Binary, "CategoricalCrossentropy", "Sigmoid", "a sigmoid makes independent probabilities, and the loss should be BinaryCrossentropy, or the activation Softmax")]
    public Task NG0402_softmax_goes_with_categorical_and_sigmoid_with_binary(string network, string loss, string activation, string advice) => Finds(
        RuleId.LossAndActivation,
        $"var trainer = new Trainer<{network}>(new {network}(), new Adam(), [|Loss.{loss}|]);",
        $"{loss} does not belong to Activation.{activation}, in which '{network}' ends; {advice}");

    [Fact]
    public Task NG0403_one_hot_losses_take_one_hot_targets() => Finds(
        RuleId.TargetsOfLoss,
        """
        var train = Dataset.FromClasses(new float[8], new int[2]);
        new Trainer<Classifier>(new Classifier(), new Adam(), Loss.CategoricalCrossentropy).Fit([|train.Take(1)|]);
        """,
        "CategoricalCrossentropy takes a value for each class, and this dataset has class indices; either the loss must be Loss.SparseCategoricalCrossentropy, or the dataset Dataset.FromOneHot");

    [Fact]
    public Task NG0403_sparse_losses_take_class_indices() => Finds(
        RuleId.TargetsOfLoss,
        """
        var trainer = new Trainer<Classifier>(new Classifier(), new Adam(), Loss.SparseCategoricalCrossentropy);
        trainer.Evaluate([|Dataset.FromOneHot(new float[8], new float[6], 3)|]);
        """,
        "SparseCategoricalCrossentropy takes class indices, and this dataset has a value for each class; either the loss must be Loss.CategoricalCrossentropy, or the dataset Dataset.FromClasses");

    [Fact]
    public Task NG0403_looks_at_validation_data_too() => Finds(
        RuleId.TargetsOfLoss,
        """
        var trainer = new Trainer<Classifier>(new Classifier(), new Adam(), Loss.SparseCategoricalCrossentropy);
        trainer.Fit(Data, new FitOptions { Validation = [|Dataset.FromValues(new float[8], new float[2])|] });
        """,
        "SparseCategoricalCrossentropy takes class indices, and this dataset has values; either the loss must be one for values, or the dataset Dataset.FromClasses");

    [Theory]
    [InlineData("new Trainer<Classifier>(new Classifier(), new Adam(), Loss.SparseCategoricalCrossentropy).Fit(Dataset.FromIdx(\"a\", \"b\").Slice(1, 2));")]
    [InlineData("new Trainer<Classifier>(new Classifier(), new Adam(), Loss.CategoricalCrossentropy).Fit(Data);")]
    [InlineData("var (a, b) = Dataset.FromClasses(new float[8], new int[2]).Split(0.5); new Trainer<Classifier>(new Classifier(), new Adam(), Loss.CategoricalCrossentropy).Fit(a);")]
    [InlineData("new Trainer<Binary>(new Binary(), new Adam(), Loss.BinaryCrossentropy).Fit(Dataset.FromClasses(new float[8], new int[2]));")]
    public Task NG0403_is_silent_on_what_fits_and_on_what_is_unknown(string code) => Silent(code);

    [Theory]
    [InlineData("[|new EarlyStopping()|]", "val_loss", "loss")]
    [InlineData("new EarlyStopping([|\"val_accuracy\"|], patience: 1)", "val_accuracy", "accuracy")]
    [InlineData("[|new ReduceLROnPlateau(patience: 20)|]", "val_loss", "loss")]
    [InlineData("new ModelCheckpoint(\"best\", [|\"val_accuracy\"|], saveBestOnly: true)", "val_accuracy", "accuracy")]
    [InlineData("new ConsoleProgress(), new EarlyStopping(patience: 1, monitor: [|\"val_loss\"|])", "val_loss", "loss")]
    public Task NG0404_validation_figures_need_validation_data(string callbacks, string monitor, string figure) => Finds(
        RuleId.NoValidationData,
        Fit($"new FitOptions {{ Epochs = 5, Callbacks = [{callbacks}] }}"),
        $"'{monitor}' is a figure of validation, and this fit has no validation data; FitOptions must have Validation or ValidationSplit, or '{figure}' be monitored");

    [Fact]
    public Task NG0404_follows_callbacks_and_options_through_locals() => Finds(
        RuleId.NoValidationData,
        """
        var stopping = new EarlyStopping(monitor: [|"val_loss"|]);
        Callback[] callbacks = [stopping];
        var options = new FitOptions { Epochs = 3, Validation = null, ValidationSplit = 0, Callbacks = callbacks };
        Unknown.Fit(Data, options);
        Unknown.Fit(Data, options);
        """,
        "'val_loss' is a figure of validation, and this fit has no validation data; FitOptions must have Validation or ValidationSplit, or 'loss' be monitored");

    [Theory]
    [InlineData("new FitOptions { Validation = Data, Callbacks = [new EarlyStopping()] }")]
    [InlineData("new FitOptions { ValidationSplit = 0.2, Callbacks = new Callback[] { new EarlyStopping(\"val_accuracy\") } }")]
    [InlineData("new FitOptions { ValidationSplit = Share, Callbacks = [new EarlyStopping()] }")]
    [InlineData("new FitOptions { Callbacks = [new EarlyStopping(\"loss\"), new EarlyStopping(\"accuracy\")] }")]
    [InlineData("new FitOptions { Callbacks = [.. Others] }")]
    [InlineData("new FitOptions { Callbacks = [new ModelCheckpoint(\"last\")] }")]
    [InlineData("new FitOptions { Callbacks = [new EarlyStopping(Name)] }")]
    public Task NG0404_is_silent_with_validation_and_on_what_is_unknown(string options) => Silent(Fit(options));

    [Theory]
    [InlineData("val_acc", "accuracy, loss, val_accuracy, val_loss; Keras's old name means 'val_accuracy'")]
    [InlineData("acc", "accuracy, loss, val_accuracy, val_loss; Keras's old name means 'accuracy'")]
    [InlineData("val_f1", "accuracy, loss, val_accuracy, val_loss")]
    public Task NG0405_only_what_is_computed_can_be_monitored(string monitor, string names) => Finds(
        RuleId.UnknownMonitor,
        Fit($"new FitOptions {{ Validation = Data, Callbacks = [new EarlyStopping([|\"{monitor}\"|])] }}"),
        $"'{monitor}' is not computed; there are {names}");

    [Fact]
    public Task NG0405_says_one_thing_of_one_name() => Finds(
        RuleId.UnknownMonitor,
        Fit("new FitOptions { Callbacks = [new EarlyStopping([|\"val_acc\"|])] }"),
        "'val_acc' is not computed; there are accuracy, loss; Keras's old name means 'val_accuracy'");

    [Fact]
    public Task NG0405_knows_metrics_that_are_written_out() => Finds(
        RuleId.UnknownMonitor,
        """
        var trainer = new Trainer<Regressor>(new Regressor(), new Adam(), Loss.Huber, [new BinaryAccuracy(0.3), new MeanAbsoluteError(name: "mae")]);
        trainer.Fit(Data, new FitOptions { Callbacks = [new EarlyStopping("binary_accuracy"), new EarlyStopping("mae"), new EarlyStopping([|"accuracy"|])] });
        """,
        "'accuracy' is not computed; there are binary_accuracy, mae, loss");

    [Theory]
    [InlineData("new Trainer<Classifier>(new Classifier(), new Adam(), Given).Fit(Data, new FitOptions { Callbacks = [new EarlyStopping(\"acc\")] });")]
    [InlineData("Unknown.Fit(Data, new FitOptions { Callbacks = [new EarlyStopping(\"acc\")] });")]
    [InlineData("new Trainer<Regressor>(new Regressor(), new Adam(), Loss.Huber, Metrics).Fit(Data, new FitOptions { Callbacks = [new EarlyStopping(\"acc\")] });")]
    public Task NG0405_is_silent_where_the_metrics_are_unknown(string code) => Silent(code);

    [Fact]
    public Task NG0405_is_repaired_by_the_name_of_today() => Rule.Fixes<TrainingAnalyzer, MonitorFix>(
        RuleId.UnknownMonitor,
        Program(Fit("new FitOptions { Validation = Data, Callbacks = [new EarlyStopping([|\"val_acc\"|]), new EarlyStopping(monitor: [|\"acc\"|], patience: 0)] }")),
        Program(Fit("new FitOptions { Validation = Data, Callbacks = [new EarlyStopping(\"val_accuracy\"), new EarlyStopping(monitor: \"accuracy\", patience: 0)] }")),
        iterations: 2);

    [Theory]
    [InlineData("Epochs = 5, ", "5", "5")]
    [InlineData("Epochs = 3, ", "10", "3")]
    [InlineData("", "2", "1")]
    public Task NG0406_patience_ends_before_the_epochs(string epochs, string patience, string count) => Finds(
        RuleId.PatienceBeyondEpochs,
        Fit($"new FitOptions {{ {epochs}Callbacks = [new EarlyStopping(\"loss\", patience: [|{patience}|])] }}"),
        $"A patience of {patience} never ends a fit of {count} epochs; it must be below the number of epochs");

    [Theory]
    [InlineData("Epochs = 5, Callbacks = [new EarlyStopping(\"loss\", patience: 4)]")]
    [InlineData("Epochs = Count, Callbacks = [new EarlyStopping(\"loss\", patience: 400)]")]
    [InlineData("Epochs = 5, Callbacks = [new EarlyStopping(\"loss\", patience: Count)]")]
    [InlineData("Callbacks = [new EarlyStopping(\"loss\")]")]
    [InlineData("Epochs = 5, Callbacks = [new EarlyStopping(\"loss\", patience: 5, restoreBestWeights: true)]")]
    [InlineData("Epochs = 5, Callbacks = [new EarlyStopping(\"loss\", patience: 5, restoreBestWeights: Count > 0)]")]
    public Task NG0406_is_silent_below_and_on_what_is_unknown(string options) => Silent(Fit($"new FitOptions {{ {options} }}"));

    [Fact]
    public Task NG0406_speaks_where_no_weights_come_back() => Finds(
        RuleId.PatienceBeyondEpochs,
        Fit("new FitOptions { Epochs = 5, Callbacks = [new EarlyStopping(\"loss\", patience: [|5|], restoreBestWeights: false)] }"),
        "A patience of 5 never ends a fit of 5 epochs; it must be below the number of epochs");

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
    public Task NG0410_is_silent_from_1_on() => Silent("var options = new FitOptions { BatchSize = 1, Epochs = Count, ValidationBatchSize = null }; int size = 0; size++; new FitOptions { BatchSize = size }; Unknown.Predict(Data, 1); new Binary { PredictionThreads = 1 };");

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
    [InlineData("new Trainer<Classifier>(new Classifier(), new SGD(new CosineDecay(0.1, 100)), Loss.SparseCategoricalCrossentropy).Fit(Data, new FitOptions { Callbacks = [new EarlyStopping(\"loss\")] });")]
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
    public Task NG0416_is_silent_inside() => Silent("new FitOptions { ValidationSplit = 0.2 }; new FitOptions { ValidationSplit = 0 }; new FitOptions { ValidationSplit = Share }; Data.Split(0.999);");

    private static string Fit(string options) => $"""
        var trainer = new Trainer<Classifier>(new Classifier(), new Adam(), Loss.SparseCategoricalCrossentropy);
        History history = trainer.Fit(Data, {options});
        """;

    private static Task Finds(string id, string code, string message) => Rule.Finds<TrainingAnalyzer>(id, Program(code), message);

    private static Task Silent(string code) => Rule.Silent<TrainingAnalyzer>(Program(code));

    /// <summary>The code in a method, with networks and with values that nobody knows. What the generator would add stands below it.</summary>
    internal static string Program(string code) => $$"""
        using System;
        using System.Collections.Generic;

        [Network(2, 2, 1)] [Flatten] [Dense(3, Activation = Activation.Softmax)] partial class Classifier;
        [Network(4)] [Dense(1)] partial class Regressor;
        [Network(4)] [Dense(1)] [Activation(Activation.ReLU)] partial class Rectified;
        [Network(4)] [Dense(1, Activation = Activation.Sigmoid)] [Dropout(0.5)] partial class Binary;
        [Network(4, 4, 1)] [MaxPooling2D] partial class Pooled;
        [Network(4)] [Dense(0)] partial class Wrong;

        class Program
        {
            static Dataset Data = null!; static Loss Given = null!; static int Count; static double Share; static string Name = "";
            static Trainer<Classifier> Unknown = null!; static Callback[] Others = []; static Metric[] Metrics = [];
            static void Change(ref Loss loss) { }

            static Trainer<T> Make<T>(T model, Loss loss)
                where T : class, INetwork
            {
                var optimizer = new Adam();
                return new Trainer<T>(model, optimizer, loss);
            }

            static Trainer<T> MakeNew<T>()
                where T : class, INetwork, new() => new(new T(), new Adam(), Loss.BinaryCrossentropy);

            static TrainingStep MakeBinary(INetwork network) => new TrainingStep(network, new SGD(), Loss.BinaryCrossentropy, 8, 1);
            static object MakeRegressor(Loss loss) => new Trainer<Regressor>(new Regressor(), new Adam(), loss);

            static void Main()
            {
                {{code}}
            }
        }

        partial class Classifier : Stub; partial class Regressor : Stub; partial class Rectified : Stub;
        partial class Binary : Stub; partial class Pooled : Stub; partial class Wrong : Stub;

        abstract class Stub : INetwork
        {
            NetworkInfo INetwork.Info => null!;
            public NetworkParameters Parameters => null!;
            public int PredictionThreads { get; set; }
            public void Predict(ReadOnlySpan<float> input, Span<float> output) { }
            NetGen.Execution.TrainingPass INetwork.CreateTrainingPass(int capacity, int workers) => null!;
        }
        """;
}
