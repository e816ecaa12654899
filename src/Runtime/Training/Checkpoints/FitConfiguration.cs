using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NetGen;

/// <summary>What decides a training's bits beside its state: the network, the optimizer, the loss, the options, the size of the data.</summary>
internal sealed class FitConfiguration : RunConfiguration
{
    private readonly Optimizer _optimizer;

    public FitConfiguration(TrainingContext context, FitOptions options, DataSource train, DataSource? validation)
        : base(context)
    {
        _optimizer = context.Optimizer;
        context.Optimizer.SaveConfiguration(Text.Part("optimizer"));
        Text.Set("training_data", Samples(train));
        Text.Set("validation_data", validation is null ? "none" : Samples(validation));
        AddOptions(Text, options);
    }

    /// <summary>Writes it down, with what the learning rate's schedule says of steps that are over.</summary>
    public override void SaveState(SavedState state)
    {
        base.SaveState(state);
        if (Rates(_optimizer.Batches) is { } rates)
        {
            state.Set("optimizer/schedule_steps", _optimizer.Batches);
            state.Set("optimizer/schedule_rates", rates);
        }
    }

    /// <summary>Schedules are compared over the steps that the other one has done.</summary>
    protected override void Align(Dictionary<string, string> here, Dictionary<string, string> there)
    {
        if (there.Remove("optimizer/schedule_steps", out string? steps) && long.TryParse(steps, CultureInfo.InvariantCulture, out long batches)
            && Rates(batches) is { } rates)
        {
            here["optimizer/schedule_steps"] = there["optimizer/schedule_steps"] = steps;
            here["optimizer/schedule_rates"] = rates;
        }
    }

    private static void AddOptions(SavedState text, FitOptions options)
    {
        text.Set("batch_size", options.BatchSize);
        text.Set("shuffle", options.Shuffle);
        text.Set("seed", options.Seed);
        text.Set("validation_frequency", options.ValidationFrequency);
        text.SetOptional("validation_batch_size", options.ValidationBatchSize);
        text.Set("validation_split", options.ValidationSplit);
        text.Set("mixing", options.Mixing?.ToString() ?? "none");
        if (options.ClassWeights is { } weights)
        {
            text.Set("class_weight", string.Join(", ", weights.OrderBy(weight => weight.Key).Select(weight => string.Create(CultureInfo.InvariantCulture, $"{weight.Key}: {weight.Value:R}"))));
        }

        if (options.SampleWeights is { } samples)
        {
            text.Set("sample_weight", Sum(samples.ToArray()));
        }
    }

    /// <summary>The rates of the first, the middle and the last of so many steps, which the run has gone through; null where the rate is a number.</summary>
    private string? Rates(long batches) => _optimizer.Schedule is { } schedule
        ? string.Join(", ", new[] { 0, batches / 2, batches }.Select(step => schedule.At(step).ToString("R", CultureInfo.InvariantCulture)))
        : null;
}
