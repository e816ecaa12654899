using System.Globalization;

namespace NetGen;

/// <summary>What decides the bits of steps of one's own: the network with its weights, the optimizer with its rate and its state, the loss, the size of the batches, the mixing.</summary>
internal sealed class StepConfiguration : RunConfiguration
{
    public StepConfiguration(INetwork model, Optimizer optimizer, Loss loss, int batchSize, SampleMixing? mixing)
        : base(model.Info, loss)
    {
        SavedState ofOptimizer = Text.Part("optimizer");
        optimizer.SaveConfiguration(ofOptimizer);
        ofOptimizer.Set("learning_rate", optimizer.LearningRate.ToString("R", CultureInfo.InvariantCulture));
        ofOptimizer.Set("iterations", optimizer.Iterations);
        foreach (string slot in optimizer.SlotNames)
        {
            ofOptimizer.Set(slot, Sum(optimizer.GetSlot(slot)));
        }

        Text.Set("batch_size", batchSize);
        Text.Set("mixing", mixing?.ToString() ?? "none");
        AddWeights(model.Parameters);
    }
}
