using System;

namespace NetGen.Golden.Tests.Training;

/// <summary>Gradient descent that lets a test in before each range of a step, by its number in the step.</summary>
internal sealed class PausingSgd(double learningRate, Action<int> beforeRange) : Optimizer(learningRate)
{
    private int _range;

    protected override int StateSlots => 0;

    protected override void BeginStep(long iteration) => _range = 0;

    protected override void Update(ParameterRange range)
    {
        beforeRange(_range++);
        for (int i = 0; i < range.Values.Length; i++)
        {
            range.Values[i] -= LearningRate * range.Gradients[i];
        }
    }
}
