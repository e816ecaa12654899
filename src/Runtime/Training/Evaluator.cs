namespace NetGen;

/// <summary>Judges a network on data, batch by batch in stored order.</summary>
internal sealed class Evaluator(BatchRunner runner, TrainingContext context, EpochReader data, string role, Ranks? ranks = null)
{
    private readonly RunningFigures _figures = new(context.MetricSet);

    /// <summary>Evaluates; the figures returned are reused by the next call, what was counted is not.</summary>
    public RunningFigures Run(Callback callbacks)
    {
        _figures.Begin();
        context.Counted = _figures.Counted;
        callbacks.OnTestBegin();
        data.Begin(epoch: 0);
        runner.Reserve(data.Capacity);
        ranks?.Agree(context);
        double penalty = runner.TakeWeights();
        for (int step = 0; data.Next() is { } samples; step++)
        {
            callbacks.OnTestBatchBegin(step);
            double loss = runner.Evaluate(samples, role);
            _figures.Add(loss + penalty, runner.Batch);
            callbacks.OnTestBatchEnd(step, _figures.Logs);
            ranks?.Agree(context);
        }

        callbacks.OnTestEnd(_figures.Logs);
        return _figures;
    }
}
