namespace NetGen;

/// <summary>What decides an evaluation's figures: the network with its weights, the loss, the metrics, the size of the data and of the batches.</summary>
internal sealed class EvaluationConfiguration : RunConfiguration
{
    public EvaluationConfiguration(TrainingContext context, DataSource data, int batchSize)
        : base(context)
    {
        Text.Set("data", Samples(data));
        Text.Set("batch_size", batchSize);
        AddWeights(context.Model.Parameters);
    }
}
