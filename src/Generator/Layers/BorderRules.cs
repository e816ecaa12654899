using System;

namespace NetGen.Generator.Layers;

/// <summary>Rules about rows and columns at the sides of an image: padding by number on layers with windows, and layers that pad or crop.</summary>
internal static class BorderRules
{
    private const string Pad = "Pad";

    private static readonly string[] Sides = ["Top", "Bottom", "Left", "Right"];

    /// <summary>Padding by number: of all sides, and of particular ones, which win. It takes the place of "same".</summary>
    public static Border ReadPads(LayerReader reader, Padding padding)
    {
        int all = reader.NotNegative(Pad, 0);
        Border pads = ReadSides(reader, Pad, new(all, all, all, all));
        if (padding == Padding.Same && Given(reader, Pad) is { } given && !reader.Failed)
        {
            reader.Error(RuleId.PaddedTwice, given, reader.Kind, given);
        }

        return pads;
    }

    /// <summary>What a layer that pads or crops says of the sides: one number for all, two for heights and widths, or one of each side's own.</summary>
    /// <param name="reader">The layer's attribute.</param>
    /// <param name="all">The argument that gives one number for all sides.</param>
    /// <param name="usual">The number where none is given, of no side.</param>
    public static Border Read(LayerReader reader, string all, int usual)
    {
        int one = reader.NotNegative(all, Given(reader, "") is null ? usual : 0);
        int height = reader.NotNegative("height", one);
        int width = reader.NotNegative("width", one);
        return ReadSides(reader, "", new(height, height, width, width));
    }

    /// <summary>Padding by number among the hyperparameters. Keras has no word for it; it is said as <c>ZeroPadding2D</c> says it, where there is any.</summary>
    public static Hyperparameters WithPads(Hyperparameters hyperparameters, Border pads)
    {
        if (!pads.IsNone)
        {
            hyperparameters.Add("pads", pads);
        }

        return hyperparameters;
    }

    /// <summary>An image with its padding is no larger than an array.</summary>
    public static bool CheckPadded(Shape input, Border padding, LayerReader reader)
    {
        long height = (long)input.Height + padding.Top + padding.Bottom;
        long width = (long)input.Width + padding.Left + padding.Right;
        if ((double)height * width * input.Channels <= int.MaxValue)
        {
            return true;
        }

        string shape = FormattableString.Invariant($"{height}x{width}x{input.Channels}");
        reader.Error(RuleId.TooManyValues, null, $"The padded input of {reader.Kind}", shape, SizeRules.Limit);
        return false;
    }

    /// <summary>The argument that pads rows, or columns.</summary>
    public static string? PadArgument(LayerReader reader, bool ofRows)
    {
        string[] names = ofRows ? [Pad + Sides[0], Pad + Sides[1], Pad] : [Pad + Sides[2], Pad + Sides[3], Pad];
        return Array.Find(names, reader.Has);
    }

    /// <summary>The first argument that gives a number of rows or columns; null where none does.</summary>
    private static string? Given(LayerReader reader, string prefix) =>
        reader.Has(prefix) ? prefix : Array.Find(Sides, side => reader.Has(prefix + side)) is { } side ? prefix + side : null;

    private static Border ReadSides(LayerReader reader, string prefix, Border usual) => new(
        reader.NotNegative(prefix + Sides[0], usual.Top),
        reader.NotNegative(prefix + Sides[1], usual.Bottom),
        reader.NotNegative(prefix + Sides[2], usual.Left),
        reader.NotNegative(prefix + Sides[3], usual.Right));
}
