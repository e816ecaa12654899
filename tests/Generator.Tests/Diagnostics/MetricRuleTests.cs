using System.Threading.Tasks;
using NetGen.CodeFixes;
using NetGen.Generator.Diagnostics.Training;
using NetGen.Generator.Layers;
using Xunit;
using static NetGen.Generator.Tests.TrainingCode;

namespace NetGen.Generator.Tests;

/// <summary>Rules about metrics: what they judge, and which way they get better.</summary>
public class MetricRuleTests
{
    [Theory]
    [InlineData("new EarlyStopping([|\"val_false_positives\"|])", "val_false_positives", "FalsePositives")]
    [InlineData("new EarlyStopping([|\"false_positives\"|], mode: MonitorMode.Auto)", "false_positives", "FalsePositives")]
    [InlineData("new ReduceLROnPlateau([|\"true_positives_1\"|])", "true_positives_1", "TruePositives")]
    [InlineData("new ModelCheckpoint(\"best\", monitor: [|\"val_mine\"|], saveBestOnly: true)", "val_mine", "TrueNegatives")]
    public Task NG0412_a_figure_without_a_direction_needs_a_mode(string callback, string monitor, string metric) => Finds(
        RuleId.MonitorWithoutDirection,
        Watching(callback),
        $"Whether '{monitor}' gets better upwards or downwards, {metric} does not say; mode must be MonitorMode.Max or MonitorMode.Min");

    [Theory]
    [InlineData("new EarlyStopping(\"val_false_positives\", mode: MonitorMode.Min)")]
    [InlineData("new EarlyStopping(\"false_positives\", mode: (MonitorMode)Count)")]
    [InlineData("new EarlyStopping(\"val_auc\"), new EarlyStopping(\"val_auc_1\"), new EarlyStopping()")]
    [InlineData("new ModelCheckpoint(\"last\", \"val_false_positives\")")]
    public Task NG0412_is_silent_with_a_mode_and_where_none_is_needed(string callbacks) => Silent(Watching(callbacks));

    [Fact]
    public Task NG0405_knows_the_numbers_of_default_names_and_that_a_matrix_is_no_figure() => Finds(
        RuleId.UnknownMonitor,
        Watching("new EarlyStopping([|\"confusion_matrix\"|])"),
        "'confusion_matrix' is not computed; there are auc, auc_1, false_positives, true_positives, mine, true_positives_1, loss, "
        + "val_auc, val_auc_1, val_false_positives, val_true_positives, val_mine, val_true_positives_1, val_loss");

    [Theory]
    [InlineData(
        "Classifier", "SparseCategoricalCrossentropy", "new CategoricalAccuracy()",
        "CategoricalAccuracy takes a value for each output, and SparseCategoricalCrossentropy takes class indices; the metric must be "
            + "SparseCategoricalAccuracy")]
    [InlineData(
        "Classifier", "SparseCategoricalCrossentropy", "new BinaryAccuracy()",
        "BinaryAccuracy takes a value for each output, and SparseCategoricalCrossentropy takes class indices; the metric must be SparseCategoricalAccuracy")]
    [InlineData(
        "Classifier", "SparseCategoricalCrossentropy", "new MeanAbsoluteError()",
        "MeanAbsoluteError takes a value for each output, and SparseCategoricalCrossentropy takes class indices; the metric must be one for class indices")]
    [InlineData(
        "Classifier", "CategoricalCrossentropy", "new SparseTopKCategoricalAccuracy(2)",
        "SparseTopKCategoricalAccuracy takes class indices, and CategoricalCrossentropy takes a value for each output; the metric must be "
            + "TopKCategoricalAccuracy")]
    [InlineData(
        "Binary", "BinaryCrossentropy", "new SparseCategoricalAccuracy()",
        "SparseCategoricalAccuracy compares the places of largest values, and 'Binary' has one output; the metric must be BinaryAccuracy")]
    [InlineData(
        "Binary", "BinaryCrossentropy", "new TopKCategoricalAccuracy(1)",
        "TopKCategoricalAccuracy compares the places of largest values, and 'Binary' has one output; the metric must be one for a single output")]
    [InlineData("Classifier", "SparseCategoricalCrossentropy", "new ConfusionMatrix(4)", "ConfusionMatrix has 4 classes, and 'Classifier' has 3 outputs; the metric must be one for 3 classes")]
    [InlineData("Binary", "BinaryCrossentropy", "new MeanIoU(classes: 3)", "MeanIoU has 3 classes, and 'Binary' has 1 output; the metric must be one for 2 classes")]
    [InlineData(
        "Classifier", "SparseCategoricalCrossentropy", "new Precision(classId: 3)",
        "Precision looks at class 3, and 'Classifier' has 3 outputs, counted from 0; the metric must be one for a class that there is")]
    public Task NG0413_a_metric_judges_what_there_is(string network, string loss, string metric, string message) => Finds(
        RuleId.MetricMisfit, $"new Trainer<{network}>(new {network}(), new Adam(), Loss.{loss}, [new Recall(), [|{metric}|]]);", message);

    [Fact]
    public Task NG0413_follows_metrics_through_locals() => Finds(
        RuleId.MetricMisfit,
        """
        var accuracy = [|new CategoricalAccuracy("accuracy")|];
        Metric[] metrics = { accuracy, new AUC() };
        var trainer = new Trainer<Classifier>(new Classifier(), new Adam(), metrics: metrics, loss: Loss.SparseCategoricalCrossentropy);
        """,
        "CategoricalAccuracy takes a value for each output, and SparseCategoricalCrossentropy takes class indices; the metric must be SparseCategoricalAccuracy");

    [Theory]
    [InlineData(
        "new Trainer<Classifier>(new Classifier(), new Adam(), Loss.SparseCategoricalCrossentropy, "
            + "[new SparseCategoricalAccuracy(), new AUC(), new ConfusionMatrix(3), new Precision(classId: 2), new F1Score()]);")]
    [InlineData(
        "new Trainer<Classifier>(new Classifier(), new Adam(), Loss.CategoricalCrossentropy, "
            + "[new CategoricalAccuracy(), new BinaryAccuracy(), new TopKCategoricalAccuracy(), new MeanIoU(3)]);")]
    [InlineData("new Trainer<Binary>(new Binary(), new Adam(), Loss.BinaryCrossentropy, [new BinaryAccuracy(), new ConfusionMatrix(2), new Precision(classId: Count), new MeanIoU(Count)]);")]
    [InlineData("new Trainer<Regressor>(new Regressor(), new Adam(), Loss.Huber, [new MeanAbsoluteError(), new R2Score(), new CosineSimilarity()]);")]
    [InlineData("new Trainer<Classifier>(new Classifier(), new Adam(), Given, [new CategoricalAccuracy(), new SparseCategoricalAccuracy()]);")]
    [InlineData("new Trainer<Classifier>(new Classifier(), new Adam(), Loss.SparseCategoricalCrossentropy, Metrics);")]
    public Task NG0413_is_silent_on_what_fits_and_on_what_is_unknown(string code) => Silent(code);

    [Theory]
    [InlineData("Classifier", "SparseCategoricalCrossentropy", "new CategoricalAccuracy(\"acc\")", "new SparseCategoricalAccuracy(\"acc\")")]
    [InlineData("Classifier", "SparseCategoricalCrossentropy", "new NetGen.TopKCategoricalAccuracy(k: 2)", "new NetGen.SparseTopKCategoricalAccuracy(k: 2)")]
    [InlineData("Classifier", "CategoricalCrossentropy", "new SparseCategoricalAccuracy()", "new CategoricalAccuracy()")]
    [InlineData("Classifier", "SparseCategoricalCrossentropy", "new BinaryAccuracy(name: \"acc\")", "new SparseCategoricalAccuracy(name: \"acc\")")]
    [InlineData("Binary", "BinaryCrossentropy", "new CategoricalAccuracy()", "new BinaryAccuracy()")]
    public Task NG0413_is_repaired_by_the_metric_that_is_meant(string network, string loss, string metric, string repaired) => Rule.Fixes<TrainingAnalyzer, MetricFix>(
        RuleId.MetricMisfit, Program(Trainer(network, loss, $"[|{metric}|]")), Program(Trainer(network, loss, repaired)));

    [Theory]
    [InlineData("Classifier", "SparseCategoricalCrossentropy", "new BinaryAccuracy(0.3)")]
    [InlineData("Binary", "BinaryCrossentropy", "new CategoricalAccuracy(\"acc\")")]
    [InlineData("Classifier", "SparseCategoricalCrossentropy", "new MeanSquaredError()")]
    public Task NG0413_is_not_repaired_where_arguments_would_mean_something_else(string network, string loss, string metric) => Rule.Fixes<TrainingAnalyzer, MetricFix>(
        RuleId.MetricMisfit,
        Program(Trainer(network, loss, $"[|{metric}|]")),
        Program(Trainer(network, loss, $"{{|{RuleId.MetricMisfit}:{metric}|}}")),
        iterations: 0);

    private static string Trainer(string network, string loss, string metric) => $"new Trainer<{network}>(new {network}(), new Adam(), Loss.{loss}, [{metric}]);";

    private static string Watching(string callbacks) => $$"""
        Metric[] metrics = [new AUC(), new AUC(curve: AucCurve.PR), new FalsePositives(), new TruePositives(), new ConfusionMatrix(2), new TrueNegatives(name: "mine"), new TruePositives(0.9)];
        var trainer = new Trainer<Binary>(new Binary(), new Adam(), Loss.BinaryCrossentropy, metrics);
        trainer.Fit(Data, new FitOptions { Validation = Data, Callbacks = [{{callbacks}}] });
        """;
}
