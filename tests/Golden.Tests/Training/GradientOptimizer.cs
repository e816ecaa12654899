namespace NetGen.Golden.Tests.Training;

/// <summary>Puts every parameter's gradient, penalties included, in the parameter's place, so that a test can read it.</summary>
internal sealed class GradientOptimizer() : Optimizer(learningRate: 0)
{
    protected override int StateSlots => 0;

    protected override void Update(ParameterRange range) => range.Gradients.CopyTo(range.Values);
}
