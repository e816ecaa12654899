using System;
using System.IO;
using System.Linq;

namespace NetGen;

/// <summary>Gives a <see cref="NormalizationAttribute"/> layer the statistics of data (Keras: <c>adapt</c>).</summary>
public static class NormalizationAdaptation
{
    /// <summary>
    /// Takes the mean and the variance of every feature over data, for the network's first layer, a <see cref="NormalizationAttribute"/>. To be done with the
    /// training data and before training; test data are standardized with the same statistics.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="data">The training data; its targets and weights are not looked at.</param>
    /// <exception cref="InvalidOperationException">The network does not begin with such a layer: what reaches it then are no data.</exception>
    /// <exception cref="ArgumentException">There are no samples, or their shape does not fit the network.</exception>
    /// <exception cref="InvalidDataException">A sample holds a value that is not finite; the message names it.</exception>
    /// <example>
    /// <code>
    /// [Network(13), Normalization, Dense(64, Activation = Activation.ReLU), Dense(1)]
    /// partial class Prices;
    ///
    /// var model = new Prices(seed: 1);
    /// model.Adapt(train);
    /// </code>
    /// </example>
    public static void Adapt(this INetwork network, DataSource data)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        LayerInfo layer = FirstLayer(network);
        DatasetCheck.Run(data, "data", network.Info, loss: null);
        Adapt(network, FeatureStatistics.Of(data, layer.InputShape[^1]));
    }

    /// <summary>Gives the network's first layer, a <see cref="NormalizationAttribute"/>, statistics that are known.</summary>
    /// <param name="network">The network.</param>
    /// <param name="statistics">The mean and the variance of each feature or channel.</param>
    /// <exception cref="InvalidOperationException">The network does not begin with such a layer.</exception>
    /// <exception cref="ArgumentException">The statistics are of another number of features.</exception>
    public static void Adapt(this INetwork network, FeatureStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(statistics);
        LayerInfo layer = FirstLayer(network);
        if (statistics.Mean.Count != layer.InputShape[^1])
        {
            throw new ArgumentException($"The statistics are of {statistics.Mean.Count} features; {layer.Name} has {layer.InputShape[^1]}.", nameof(statistics));
        }

        network.Parameters.Update((Layer: layer, Statistics: statistics), static (state, values) =>
        {
            state.Statistics.Mean.ToArray().CopyTo(values[state.Layer.Parameters[0].Offset..]);
            state.Statistics.Variance.ToArray().CopyTo(values[state.Layer.Parameters[1].Offset..]);
        });
    }

    private static LayerInfo FirstLayer(INetwork network) => network.Info.Layers[0] is { Kind: "Normalization" } layer
        ? layer
        : throw new InvalidOperationException(
            $"{network.Info.Name} begins with {network.Info.Layers[0].Name}; only a Normalization layer in the first place takes its statistics from data.");
}
