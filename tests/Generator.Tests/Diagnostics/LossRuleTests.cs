using System.Threading.Tasks;
using NetGen.Generator.Layers;
using Xunit;
using static NetGen.Generator.Tests.TrainingCode;

namespace NetGen.Generator.Tests;

/// <summary>Rules about losses: what they judge, and what the data have for them.</summary>
public class LossRuleTests
{
    private const string Classifier = "Classifier";
    private const string Regressor = "Regressor";
    private const string Binary = "Binary";

    [Theory]
    [InlineData(Regressor, "[|Loss.SparseCategoricalCrossentropy|]", "SparseCategoricalCrossentropy", "Linear", "Softmax")]
    [InlineData(Regressor, "[|new CategoricalCrossentropy(0.1)|]", "CategoricalCrossentropy", "Linear", "Softmax")]
    [InlineData(Regressor, "loss: [|Loss.BinaryCrossentropy|]", "BinaryCrossentropy", "Linear", "Sigmoid")]
    [InlineData("Rectified", "[|Loss.CategoricalCrossentropy|]", "CategoricalCrossentropy", "ReLU", "Softmax")]
    [InlineData(Regressor, "[|new CategoricalFocalCrossentropy(gamma: 1)|]", "CategoricalFocalCrossentropy", "Linear", "Softmax")]
    [InlineData(Regressor, "[|Loss.BinaryFocalCrossentropy|]", "BinaryFocalCrossentropy", "Linear", "Sigmoid")]
    [InlineData(Regressor, "[|Loss.KLDivergence|]", "KLDivergence", "Linear", "Softmax")]
    [InlineData(Regressor, "[|Loss.Dice|]", "Dice", "Linear", "Sigmoid")]
    [InlineData(Regressor, "[|new Tversky(0.7, 0.3)|]", "Tversky", "Linear", "Sigmoid")]
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
    [InlineData("new Trainer<Regressor>(new Regressor(), new Adam(), Loss.Hinge); new Trainer<Regressor>(new Regressor(), new Adam(), Loss.LogCosh);")]
    [InlineData("new Trainer<Classifier>(new Classifier(), new Adam(), Loss.KLDivergence); new Trainer<Classifier>(new Classifier(), new Adam(), Loss.Dice);")]
    [InlineData("new Trainer<Binary>(new Binary(), new Adam(), new Tversky()); new Trainer<Binary>(new Binary(), new Adam(), new BinaryFocalCrossentropy(alpha: 0.25));")]
    [InlineData("new Trainer<Wrong>(new Wrong(), new Adam(), Loss.BinaryCrossentropy);")]
    [InlineData("new Trainer<Pooled>(new Pooled(), new Adam(), Loss.BinaryCrossentropy);")]
    public Task NG0401_is_silent_on_what_fits_and_on_what_is_unknown(string code) => Silent(code);

    [Theory]
    [InlineData(Classifier, "BinaryCrossentropy", "Softmax", "softmax makes the probabilities of classes, and the loss should be SparseCategoricalCrossentropy or CategoricalCrossentropy")]
    [InlineData(Classifier, "MeanSquaredError", "Softmax", "softmax makes the probabilities of classes, and the loss should be SparseCategoricalCrossentropy or CategoricalCrossentropy")]
    [InlineData(Classifier, "BinaryFocalCrossentropy", "Softmax", "softmax makes the probabilities of classes, and the loss should be SparseCategoricalCrossentropy or CategoricalCrossentropy")]
    [InlineData(Classifier, "Hinge", "Softmax", "softmax makes the probabilities of classes, and the loss should be SparseCategoricalCrossentropy or CategoricalCrossentropy")]
    [InlineData(Binary, "CategoricalFocalCrossentropy", "Sigmoid", "a sigmoid makes independent probabilities, and the loss should be BinaryCrossentropy, or the activation Softmax")]
    [InlineData(Binary, "CategoricalCrossentropy", "Sigmoid", "a sigmoid makes independent probabilities, and the loss should be BinaryCrossentropy, or the activation Softmax")]
    public Task NG0402_softmax_goes_with_categorical_and_sigmoid_with_binary(string network, string loss, string activation, string advice) => Finds(
        RuleId.LossAndActivation,
        $"var trainer = new Trainer<{network}>(new {network}(), new Adam(), [|Loss.{loss}|]);",
        $"{loss} does not belong to Activation.{activation}, in which '{network}' ends; {advice}");

    [Theory]
    [InlineData("CategoricalCrossentropy")]
    [InlineData("CategoricalFocalCrossentropy")]
    [InlineData("CategoricalHinge")]
    public Task NG0403_one_hot_losses_take_one_hot_targets(string loss) => Finds(
        RuleId.TargetsOfLoss,
        $$"""
        var train = Dataset.FromClasses(new float[8], new int[2]);
        new Trainer<Classifier>(new Classifier(), new Adam(), Loss.{{loss}}).Fit([|train.Take(1)|]);
        """,
        loss + " takes a value for each class, and this dataset has class indices; either the loss must be Loss.SparseCategoricalCrossentropy, or the dataset Dataset.FromOneHot");

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
    [InlineData("new Trainer<Classifier>(new Classifier(), new Adam(), Loss.SparseCategoricalCrossentropy).Fit(Dataset.FromPixelClasses(new float[8], new int[2], 1));")]
    [InlineData("var (a, b) = Dataset.FromClasses(new float[8], new int[2]).Split(0.5); new Trainer<Classifier>(new Classifier(), new Adam(), Loss.CategoricalCrossentropy).Fit(a);")]
    [InlineData("new Trainer<Binary>(new Binary(), new Adam(), Loss.BinaryCrossentropy).Fit(Dataset.FromClasses(new float[8], new int[2]));")]
    public Task NG0403_is_silent_on_what_fits_and_on_what_is_unknown(string code) => Silent(code);
}
