using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Execution;

namespace NetGen.Runtime.Tests.Support;

/// <summary>Feeds an optimizer with given gradients.</summary>
internal sealed class OptimizerDriver
{
    private readonly float[] _gradients;
    private readonly ParameterUpdate _update;

    public OptimizerDriver(Optimizer optimizer, params float[][] initial)
        : this(optimizer, Vectors(initial), [.. initial.SelectMany(values => values)])
    {
    }

    public OptimizerDriver(Optimizer optimizer, ParameterInfo[] infos, float[] initial)
    {
        Parameters = new NetworkParameters(Infos.Of(infos));
        Parameters.Update(initial, static (values, block) => values.AsSpan().CopyTo(block));
        _gradients = new float[initial.Length];
        _update = new ParameterUpdate(Parameters, _gradients, optimizer);
    }

    public NetworkParameters Parameters { get; }

    /// <summary>One step with these gradients for the flat block.</summary>
    public void Step(WorkerTeam team, params float[] gradients)
    {
        gradients.CopyTo(_gradients, 0);
        _update.Run(team);
    }

    private static ParameterInfo[] Vectors(float[][] initial)
    {
        var infos = new List<ParameterInfo>();
        int offset = 0;
        foreach (float[] values in initial)
        {
            infos.Add(new ParameterInfo { Name = $"p{infos.Count}", Shape = [values.Length], Offset = offset });
            offset += values.Length;
        }

        return [.. infos];
    }
}
