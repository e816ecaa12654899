using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>
/// What decides a training's bits beside its state: the network, the optimizer, the loss, the options, the size of the data. A checkpoint holds it as text, and one that says
/// something else belongs to another training.
/// </summary>
internal sealed class FitConfiguration
{
    private readonly SavedState _text = new();
    private readonly Optimizer _optimizer;

    public FitConfiguration(TrainingContext context, FitOptions options, DataSource train, DataSource? validation)
    {
        _optimizer = context.Optimizer;
        AddNetwork(_text.Part("network"), context.Model.Info);
        context.Optimizer.SaveConfiguration(_text.Part("optimizer"));
        _text.Set("loss", context.Loss.Name);
        _text.Set("metrics", string.Join(", ", context.MetricSet.Select((metric, i) => $"{context.MetricSet.Names[i]} ({metric.GetType().Name})")));
        _text.Set("training_data", Samples(train));
        _text.Set("validation_data", validation is null ? "none" : Samples(validation));
        AddOptions(_text, options);
    }

    /// <summary>Writes it down, with what the learning rate's schedule says of steps that are over.</summary>
    public void SaveState(SavedState state)
    {
        foreach ((string name, string value) in Texts(_text))
        {
            state.Set(name, value);
        }

        if (Rates(_optimizer.Batches) is { } rates)
        {
            state.Set("optimizer/schedule_steps", _optimizer.Batches);
            state.Set("optimizer/schedule_rates", rates);
        }
    }

    /// <summary>What a checkpoint, or another rank, says otherwise, one difference each.</summary>
    /// <param name="state">What it says.</param>
    /// <param name="more">What is said here besides.</param>
    public IEnumerable<string> Differences(SavedState state, params ReadOnlySpan<(string Name, string Value)> more)
    {
        Dictionary<string, string> there = Texts(state);
        Dictionary<string, string> here = Texts(_text);
        foreach ((string name, string value) in more)
        {
            here[name] = value;
        }

        if (there.Remove("optimizer/schedule_steps", out string? steps) && long.TryParse(steps, CultureInfo.InvariantCulture, out long batches)
            && Rates(batches) is { } rates)
        {
            here["optimizer/schedule_steps"] = there["optimizer/schedule_steps"] = steps;
            here["optimizer/schedule_rates"] = rates;
        }

        return here.Keys.Union(there.Keys)
            .Where(name => here.GetValueOrDefault(name) != there.GetValueOrDefault(name))
            .Select(name => $"{name}: {there.GetValueOrDefault(name) ?? "nothing"} there, {here.GetValueOrDefault(name) ?? "nothing"} here");
    }

    private static Dictionary<string, string> Texts(SavedState state) => state.Names.ToDictionary(name => name, state.GetString);

    private static void AddNetwork(SavedState text, NetworkInfo info)
    {
        text.Set("input", Shape(info.InputShape));
        foreach (LayerInfo layer in info.Layers)
        {
            SavedState part = text.Part(layer.Name);
            part.Set("layer", $"{layer.Kind} of {string.Join(", ", layer.Inputs)} to {Shape(layer.OutputShape)}");
            foreach (ParameterInfo parameter in layer.Parameters)
            {
                text.Set(parameter.Name, Shape(parameter.Shape) + (parameter.IsTrainable ? "" : ", not trained"));
            }
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
            text.Set("sample_weight", string.Create(CultureInfo.InvariantCulture, $"{Checksum.Of(MemoryMarshal.AsBytes<float>(samples.ToArray())):x8}"));
        }
    }

    private static string Samples(DataSource data) =>
        string.Create(CultureInfo.InvariantCulture, $"{data.KnownCount?.ToString(CultureInfo.InvariantCulture) ?? "a stream of"} samples")
        + (data.ShuffleBufferLength is { } length ? string.Create(CultureInfo.InvariantCulture, $", shuffled through {length}") : "");

    private static string Shape(IReadOnlyList<int> shape) => $"({string.Join(", ", shape.Select(side => side.ToString(CultureInfo.InvariantCulture)))})";

    /// <summary>The rates of the first, the middle and the last of so many steps, which the run has gone through; null where the rate is a number.</summary>
    private string? Rates(long batches) => _optimizer.Schedule is { } schedule
        ? string.Join(", ", new[] { 0, batches / 2, batches }.Select(step => schedule.At(step).ToString("R", CultureInfo.InvariantCulture)))
        : null;
}
