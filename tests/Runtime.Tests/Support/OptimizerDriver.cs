using System.Collections.Generic;
using NetGen.Execution;

namespace NetGen.Runtime.Tests.Support;

/// <summary>Feeds an optimizer with given gradients.</summary>
internal sealed class OptimizerDriver
{
    private readonly float[] _gradients;
    private readonly ParameterUpdate _update;

    public OptimizerDriver(Optimizer optimizer, params float[][] initial)
    {
        var infos = new List<ParameterInfo>();
        int offset = 0;
        foreach (float[] values in initial)
        {
            infos.Add(new ParameterInfo { Name = $"p{infos.Count}", Shape = [values.Length], Offset = offset });
            offset += values.Length;
        }

        Parameters = new NetworkParameters(Infos.Of([.. infos]));
        for (int i = 0; i < initial.Length; i++)
        {
            Parameters[i].Set(initial[i]);
        }

        _gradients = new float[offset];
        _update = new ParameterUpdate(Parameters, _gradients, optimizer);
    }

    public NetworkParameters Parameters { get; }

    /// <summary>One step with these gradients for the flat block.</summary>
    public void Step(WorkerTeam team, params float[] gradients)
    {
        gradients.CopyTo(_gradients, 0);
        _update.Run(team);
    }
}
