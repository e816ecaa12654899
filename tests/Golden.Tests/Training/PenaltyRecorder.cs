using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Golden.Tests.Training;

/// <summary>Remembers, for each epoch, the weight penalties at its end.</summary>
internal sealed class PenaltyRecorder : Callback
{
    public List<double> ByEpoch { get; } = [];

    public override void OnEpochEnd(int epoch, Logs logs) => ByEpoch.Add(Context.Model.Parameters.Sum(Penalty));

    private static double Penalty(Parameter parameter)
    {
        double sum = 0;
        foreach (float value in parameter.Values)
        {
            sum += (parameter.Info.L1 * Math.Abs((double)value)) + (parameter.Info.L2 * ((double)value * value));
        }

        return sum;
    }
}
