namespace NetGen;

/// <summary>What decides the bits of steps of one's own: the network with its weights, the optimizer with its state, the loss, the size of the batches, the mixing.</summary>
internal sealed class StepConfiguration : RunConfiguration
{
    public StepConfiguration(INetwork model, Optimizer optimizer, Loss loss, int batchSize, SampleMixing? mixing)
        : base(model.Info, loss)
    {
        optimizer.SaveConfiguration(Text.Part("optimizer"));
        Text.Set("iterations", optimizer.Iterations);
        Text.Set("batch_size", batchSize);
        Text.Set("mixing", mixing?.ToString() ?? "none");
        AddWeights(model.Parameters);
    }
}
