using System;
using System.Globalization;

namespace NetGen.Generator.Layers;

/// <summary>Rules about windows that slide over an image, for convolutions and pooling alike.</summary>
internal static class WindowRules
{
    private const string PositionalStrides = "strides";
    private const string NamedStrides = "Strides";

    /// <summary>
    /// Strides, of which the particular one wins over the common one. That stands in the constructor, as in Keras, or
    /// behind its name; of both the attribute keeps the named one.
    /// </summary>
    public static ExtentArgument ReadStrides(LayerReader reader, Extent usual)
    {
        if (reader.Has(PositionalStrides) && reader.Has(NamedStrides))
        {
            reader.Remark(RuleId.WithoutEffect, PositionalStrides, PositionalStrides, "the named argument wins", NamedStrides + " as well");
        }

        return reader.PositiveExtent(StridesOf(reader), "StrideHeight", "StrideWidth", usual);
    }

    /// <summary>An even kernel cannot be centred on a pixel: "same" padding, (size - 1) / 2 on both sides, asks for an odd one.</summary>
    public static void CheckOdd(ExtentArgument kernel, LayerReader reader)
    {
        CheckOdd(kernel.Height, reader);
        if (kernel.Width.Name != kernel.Height.Name)
        {
            CheckOdd(kernel.Width, reader);
        }
    }

    /// <summary>A window slides over rows and columns; a vector has none.</summary>
    public static bool CheckImage(Shape input, LayerReader reader)
    {
        if (!input.IsImage)
        {
            reader.Error(RuleId.ImageLayerOnVector, null, reader.Kind, input.Words);
        }

        return input.IsImage;
    }

    /// <summary>At least one window fits under "valid"; with padding one with cells that never lie on a pixel is odd, no more.</summary>
    /// <param name="input">What arrives.</param>
    /// <param name="layer">Whose window it is.</param>
    /// <param name="rows">The window on its way down.</param>
    /// <param name="columns">The window on its way to the right.</param>
    /// <param name="names">The arguments that give its size: of both sides, of its height, of its width.</param>
    /// <param name="reader">The layer's attribute.</param>
    public static bool CheckFit(Shape input, Layer layer, Sliding rows, Sliding columns, (string Both, string Height, string Width) names, LayerReader reader)
    {
        (long height, long width) = (Reach(rows), Reach(columns));
        string reach = Text(height, width);
        string arriving = Text(rows.Input, columns.Input);
        if (height <= rows.Input && width <= columns.Input)
        {
            return true;
        }

        bool isPadded = rows.Padded > rows.Input || columns.Padded > columns.Input;
        bool tooHigh = height > rows.Padded;
        if (rows.Padding == Padding.Valid && (tooHigh || width > columns.Padded))
        {
            arriving = isPadded ? $"{Text(rows.Padded, columns.Padded)} with its padding" : arriving;
            Shape networkInput = reader.Previous.Count > 0 ? reader.Previous[0].InputShape : input;
            reader.Error(
                RuleId.NoOutput, Argument(tooHigh), reader.Kind, reach, arriving, SmallestNetworkInput(layer, reader), ChannelOrder.Hint(networkInput));
            return false;
        }

        if ((double)height * width > int.MaxValue)
        {
            reader.Error(RuleId.TooManyValues, Argument(height > rows.Input), $"The window of {reader.Kind}", reach, SizeRules.Limit);
            return false;
        }

        long cells = (long)rows.Size * columns.Size;
        long used = (long)(rows.Size - rows.UnusedTaps) * (columns.Size - columns.UnusedTaps);
        if (used < cells)
        {
            reader.Remark(
                RuleId.UnusedCells,
                Argument(rows.UnusedTaps > 0),
                reader.Kind,
                reach,
                arriving,
                NumberText.Grouped(cells - used),
                NumberText.Grouped(cells));
        }

        return true;

        string Argument(bool isHeight) => isHeight
            ? reader.Has(names.Height) ? names.Height : names.Both
            : reader.Has(names.Width) ? names.Width : names.Both;
    }

    /// <summary>
    /// With strides beyond its window a layer skips pixels. A single tap is left alone in a convolution: with strides it is
    /// there to take every second pixel.
    /// </summary>
    public static void CheckGaps(Layer layer, Sliding rows, Sliding columns, Extent strides, LayerReader reader)
    {
        (int skippedRows, int skippedColumns) = (Skipped(rows), Skipped(columns));
        if (skippedRows > 0 || skippedColumns > 0)
        {
            string particular = skippedRows > 0 ? "StrideHeight" : "StrideWidth";
            reader.Remark(
                RuleId.StrideBeyondWindow,
                reader.Has(particular) ? particular : StridesOf(reader),
                reader.Kind,
                NumberText.Plain(skippedRows),
                NumberText.Plain(skippedColumns),
                Text(rows.Size, columns.Size),
                strides.ToString());
        }

        int Skipped(Sliding sliding) =>
            sliding.Stride > sliding.Size && (sliding.Size > 1 || layer is Pooling2D) ? sliding.UnseenCells : 0;
    }

    /// <summary>Pooling without padding leaves out rows and columns that fill no window. Where strides skip pixels, padding would not help.</summary>
    public static void CheckRest(Shape input, Pooling2D pooling, LayerReader reader)
    {
        (int rows, int columns) = (Dropped(pooling.Rows(input)), Dropped(pooling.Columns(input)));
        if (rows > 0 || columns > 0)
        {
            Shape output = pooling.Infer(input);
            reader.Remark(
                RuleId.PoolDropsCells,
                null,
                reader.Kind,
                NumberText.Plain(rows),
                NumberText.Plain(columns),
                Text(input.Height, input.Width),
                Text(output.Height, output.Width));
        }

        static int Dropped(Sliding sliding) => sliding.Padding == Padding.Valid && sliding.Stride <= sliding.Size ? sliding.UnseenCells : 0;
    }

    private static string StridesOf(LayerReader reader) => reader.Has(PositionalStrides) && !reader.Has(NamedStrides) ? PositionalStrides : NamedStrides;

    private static void CheckOdd(IntegerArgument size, LayerReader reader)
    {
        if (size.Value > 0 && size.Value % 2 == 0)
        {
            reader.Remark(RuleId.EvenKernel, size.Name, size.Name, NumberText.Plain(size.Value));
        }
    }

    private static long Reach(Sliding sliding) => ((sliding.Size - 1L) * sliding.Dilation) + 1;

    /// <summary>Carries the smallest input of this layer back through the layers before it.</summary>
    private static string SmallestNetworkInput(Layer layer, LayerReader reader)
    {
        (long rows, long columns) = layer.SmallestInput(1, 1);
        for (int i = reader.Previous.Count - 1; i >= 0; i--)
        {
            (rows, columns) = reader.Previous[i].Layer.SmallestInput(rows, columns);
        }

        return Math.Max(rows, columns) > int.MaxValue ? "larger than any array" : Text(rows, columns);
    }

    private static string Text(long rows, long columns) => string.Format(CultureInfo.InvariantCulture, "{0}x{1}", rows, columns);
}
