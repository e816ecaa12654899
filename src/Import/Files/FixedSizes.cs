using System.Collections.Generic;
using System.Globalization;

namespace NetGen.Import.Files;

/// <summary>A size that a file says cannot be said otherwise: options are for what it leaves open.</summary>
internal static class FixedSizes
{
    private const int ImageRank = 3;

    /// <exception cref="UnsupportedModelException">An option says another size than the file.</exception>
    public static ImportedNetwork Checked(ImportedNetwork network, string file, ImportOptions options)
    {
        var obstacles = new List<Obstacle>();
        Check(options.Height, nameof(ImportOptions.Height), "height", 0, OpenChoice.FixedHeight);
        Check(options.Width, nameof(ImportOptions.Width), "width", 1, OpenChoice.FixedWidth);
        return obstacles.Count == 0 ? network : throw new UnsupportedModelException(file, obstacles);

        void Check(int? wanted, string option, string dimension, int axis, OpenChoice choice)
        {
            int? size = network.InputShape.Count == ImageRank ? network.InputShape[axis] : null;
            if (wanted is { } other && other != size)
            {
                string takes = size is { } given ? $"takes images with a {dimension} of {Text(given)}" : "takes no images";
                string needed = $"ImportOptions.{option} is {Text(other)}, and is for files that take images of any {dimension}";
                obstacles.Add(new Obstacle("Input", "input", takes, needed) { Choice = choice });
            }
        }
    }

    private static string Text(int size) => size.ToString(CultureInfo.InvariantCulture);
}
