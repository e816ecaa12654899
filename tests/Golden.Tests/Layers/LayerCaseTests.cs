using System.Linq;
using NetGen.Execution;
using NetGen.Golden.Tests.Cases;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Layers;

/// <summary>Emitted layers against PyTorch's numbers.</summary>
public sealed class LayerCaseTests
{
    public static TheoryData<string> InferenceCases() => Names(golden => golden.Mode == "inference");

    /// <summary>Dropout is another function in training, so its gradients in inference mode cannot be asked for.</summary>
    public static TheoryData<string> DifferentiableCases() =>
        Names(golden => golden.Mode == "inference" && !GivenMaskTests.HasDropout(golden));

    [Theory]
    [MemberData(nameof(InferenceCases))]
    public void Predict_gives_the_golden_output(string name)
    {
        LayerCase golden = Case(name);
        INetwork network = GoldenNetworks.Create(golden);

        Closeness.Relative("y", golden.Y.Data, network.Predict(golden.X.ToSingle()), golden.Tolerance, golden.ToleranceAbs);
    }

    /// <summary>Layers that are another function of a batch while training. What is drawn by chance has tests of its own.</summary>
    public static TheoryData<string> TrainingCases() =>
        Names(golden => golden.Mode == "training" && !GivenMaskTests.HasDropout(golden));

    [Theory]
    [MemberData(nameof(DifferentiableCases))]
    public void Training_gives_the_golden_output_and_gradients(string name)
    {
        LayerCase golden = Case(name);
        CheckTraining(golden, GoldenNetworks.Create(golden));
    }

    [Theory]
    [MemberData(nameof(TrainingCases))]
    public void Training_gives_the_golden_output_gradients_and_state(string name)
    {
        LayerCase golden = Case(name);
        INetwork network = GoldenNetworks.Create(golden);

        TrainingPass pass = CheckTraining(golden, network);
        network.Parameters.Update(pass, static (pass, values) => pass.UpdateState(values));

        Assert.NotEmpty(golden.UpdatedState);
        foreach (ParameterArray state in golden.UpdatedState)
        {
            ParameterInfo parameter = network.Info.ParameterOf(state.Layer, state.Name);
            Closeness.Relative(parameter.Name, state.Data, network.Parameters[parameter.Name].Values, golden.Tolerance, golden.ToleranceAbs);
        }
    }

    private static TrainingPass CheckTraining(LayerCase golden, INetwork network)
    {
        int samples = golden.X.Samples;
        TrainingPass pass = network.CreateTrainingPass(samples, workers: 1);
        var batch = new RecordingBatch(golden.X.ToSingle(), golden.Dy.ToSingle(), samples);

        pass.Run(batch);

        Closeness.Relative("y", golden.Y.Data, batch.Outputs, golden.Tolerance, golden.ToleranceAbs);
        Closeness.Relative("dx", golden.Dx.Data, pass.InputGradients(samples), golden.Tolerance, golden.ToleranceAbs);
        foreach (ParameterArray gradient in golden.Dparams)
        {
            ParameterInfo parameter = network.Info.ParameterOf(gradient.Layer, gradient.Name);
            Assert.Equal(gradient.Shape, parameter.Shape);
            if (!parameter.IsTrainable)
            {
                continue;
            }

            Closeness.Relative(parameter.Name, gradient.Data, pass.Gradient(parameter), golden.Tolerance, golden.ToleranceAbs);
        }

        return pass;
    }

    public static TheoryData<string> Graphs() => Names(golden => golden.Nodes.Length > 0);

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Every_layer_of_a_graph_puts_out_the_golden_values(string name)
    {
        LayerCase golden = Case(name);
        var network = (ILayerOutputs)GoldenNetworks.Create(golden);

        foreach (NodeValues node in golden.Nodes)
        {
            string layer = network.Info.Layers[KerasDeclaration.PlaceOf(golden, node.Name)].Name;
            float[] outputs = [.. golden.X.ToSingle().Chunk(network.Info.InputSize).SelectMany(sample => network.LayerOutput(layer, sample))];
            Closeness.Relative(node.Name, node.Y.Data, outputs, golden.Tolerance, golden.ToleranceAbs);
        }
    }

    [Theory]
    [MemberData(nameof(InferenceCases))]
    public void The_network_has_the_golden_shapes(string name)
    {
        LayerCase golden = Case(name);
        INetwork network = GoldenNetworks.Create(golden);

        Assert.Equal(golden.InputShape, network.Info.InputShape);
        Assert.Equal(golden.Y.Shape.Skip(1), network.Info.OutputShape);
        Assert.Equal(golden.Params.Length, network.Info.Parameters.Count);
    }

    private static LayerCase Case(string name) => GoldenFolder.Layers.Single(golden => golden.Name == name);

    private static TheoryData<string> Names(System.Func<LayerCase, bool> condition) =>
        [.. GoldenFolder.Layers.Where(golden => KerasDeclaration.IsExpressible(golden) && condition(golden)).Select(golden => golden.Name)];
}
