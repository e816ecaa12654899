using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Reporting;

namespace NetGen.Samples.Lecture.Scenes;

/// <summary>One channel of a layer's output for an image.</summary>
internal sealed record FeatureMap(int Channel, int Height, int Width, float[] Values)
{
    /// <summary>The channel's number.</summary>
    public string Name { get; } = Channel.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether it shows nothing: every value is 0.</summary>
    public bool IsBlack { get; } = Values.All(value => value == 0);

    /// <summary>How much the values differ from place to place: their standard deviation.</summary>
    public double Deviation { get; } = DeviationOf(Values);

    /// <summary>The channels of an output, those that show most first and black ones last.</summary>
    /// <param name="output">The output, channels last.</param>
    /// <param name="shape">(height, width, channels).</param>
    public static FeatureMap[] Sorted(float[] output, IReadOnlyList<int> shape) =>
    [
        .. Enumerable.Range(0, shape[2])
            .Select(channel => new FeatureMap(channel, shape[0], shape[1], Of(output, channel, shape[2])))
            .OrderBy(map => map.IsBlack)
            .ThenByDescending(map => map.Deviation),
    ];

    /// <summary>The map from its lowest value (black) to its highest (white).</summary>
    public Picture ToPicture(string caption) => new(Height, Width, PictureColors.Gray, Values, caption: caption);

    private static float[] Of(float[] output, int channel, int channels) => [.. Enumerable.Range(0, output.Length / channels).Select(place => output[(place * channels) + channel])];

    private static double DeviationOf(float[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
