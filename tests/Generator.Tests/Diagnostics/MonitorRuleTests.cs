using System.Threading.Tasks;
using NetGen.CodeFixes;
using NetGen.Generator.Diagnostics.Training;
using NetGen.Generator.Layers;
using Xunit;
using static NetGen.Generator.Tests.TrainingCode;

namespace NetGen.Generator.Tests;

/// <summary>Rules about callbacks that watch a figure.</summary>
public class MonitorRuleTests
{
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
}
