using System.Collections.Generic;
using System.Text;

namespace NetGen;

/// <summary>How good a network is on a dataset.</summary>
/// <param name="Loss">The mean loss over the samples, penalties included.</param>
/// <param name="Metrics">The metrics by name.</param>
public sealed record Evaluation(double Loss, IReadOnlyDictionary<string, double> Metrics)
{
    /// <summary>The share of right predictions; NaN where the loss is no classification and no such metric was asked for.</summary>
    public double Accuracy => Metrics.TryGetValue(NetGen.Accuracy.Name, out double accuracy) ? accuracy : double.NaN;

    /// <summary>"accuracy: 0.9012 - loss: 0.2731".</summary>
    public override string ToString()
    {
        var logs = new Logs([.. Metrics.Keys, TrainingContext.LossName]);
        foreach ((string name, double value) in Metrics)
        {
            logs[name] = value;
        }

        logs[TrainingContext.LossName] = Loss;
        var text = new StringBuilder();
        ProgressLine.AppendFigures(text, logs);
        return text.ToString(" - ".Length, text.Length - " - ".Length);
    }
}
