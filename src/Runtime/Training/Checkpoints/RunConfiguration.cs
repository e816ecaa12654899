using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>
/// What decides the bits of a fit, an evaluation or steps, as text: the network, the loss, the metrics, and what they add that derive from this. A checkpoint, or another rank, that says
/// something else belongs to another one.
/// </summary>
internal abstract class RunConfiguration
{
    protected RunConfiguration(TrainingContext context)
        : this(context.Model.Info, context.Loss)
    {
        Text.Set("metrics", string.Join(", ", context.MetricSet.Select((metric, i) => $"{context.MetricSet.Names[i]} ({metric.GetType().Name})")));
    }

    /// <summary>Of what counts no metrics.</summary>
    protected RunConfiguration(NetworkInfo network, Loss loss)
    {
        AddNetwork(Text.Part("network"), network);
        Text.Set("loss", loss.Name);
    }

    /// <summary>What is said.</summary>
    protected SavedState Text { get; } = new();

    /// <summary>Writes it down.</summary>
    public virtual void SaveState(SavedState state)
    {
        foreach ((string name, string value) in Texts(Text))
        {
            state.Set(name, value);
        }
    }

    /// <summary>What a checkpoint, or another rank, says otherwise, one difference each.</summary>
    /// <param name="state">What it says.</param>
    /// <param name="more">What is said here besides.</param>
    public IEnumerable<string> Differences(SavedState state, params ReadOnlySpan<(string Name, string Value)> more)
    {
        Dictionary<string, string> there = Texts(state);
        Dictionary<string, string> here = Texts(Text);
        foreach ((string name, string value) in more)
        {
            here[name] = value;
        }

        Align(here, there);
        return here.Keys.Union(there.Keys)
            .Where(name => here.GetValueOrDefault(name) != there.GetValueOrDefault(name))
            .Select(name => $"{name}: {there.GetValueOrDefault(name) ?? "nothing"} there, {here.GetValueOrDefault(name) ?? "nothing"} here");
    }

    /// <summary>How many samples there are.</summary>
    protected static string Samples(DataSource data) =>
        string.Create(CultureInfo.InvariantCulture, $"{data.KnownCount?.ToString(CultureInfo.InvariantCulture) ?? "a stream of"} samples")
        + (data.ShuffleBufferLength is { } length ? string.Create(CultureInfo.InvariantCulture, $", shuffled through {length}") : "");

    /// <summary>Adds what the weights are now.</summary>
    protected void AddWeights(NetworkParameters parameters)
    {
        lock (parameters.Gate)
        {
            Text.Set("weights", Sum(parameters.Values));
        }
    }

    /// <summary>What tells numbers from others.</summary>
    protected static string Sum(ReadOnlySpan<float> values) => Checksum.Of(MemoryMarshal.AsBytes(values)).ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>Makes comparable what depends on how far the other one has come. Here nothing does.</summary>
    /// <param name="here">What is said here.</param>
    /// <param name="there">What the other one says.</param>
    protected virtual void Align(Dictionary<string, string> here, Dictionary<string, string> there)
    {
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

    private static string Shape(IReadOnlyList<int> shape) => $"({string.Join(", ", shape.Select(side => side.ToString(CultureInfo.InvariantCulture)))})";
}
