using System;

namespace NetGen.Runtime.Tests.Support;

/// <summary>Adds 1 to every value, range by range, and calls a test before each range.</summary>
internal sealed class HookedOptimizer(Action<int> beforeRange) : Optimizer(learningRate: 1)
{
    private int _range;

    protected override int StateSlots => 0;

    protected override void BeginStep(long iteration) => _range = 0;

    protected override void Update(ParameterRange range)
    {
        beforeRange(_range++);
        foreach (ref float value in range.Values)
        {
            value += 1;
        }
    }
}
