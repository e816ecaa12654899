using System;
using System.Globalization;

namespace NetGen.Generator.Layers;

/// <summary>Rules about windows that slide over an image, for convolutions and pooling alike.</summary>
internal static class WindowRules
{
    /// <summary>
    /// Strides, of which the particular one wins over the common one. That stands in the constructor, as in Keras, or
    /// behind its name; of both the attribute keeps the named one.
    /// </summary>
    public static ExtentArgument ReadStrides(LayerReader reader, Extent usual)
    {
        const string Positional = "strides";
        const string Named = "Strides";
        if (reader.Has(Positional) && reader.Has(Named))
        {
            reader.Remark(RuleId.WithoutEffect, Positional, Positional, "the named argument wins", Named + " as well");
        }

        return reader.PositiveExtent(reader.Has(Positional) && !reader.Has(Named) ? Positional : Named, "StrideHeight", "StrideWidth", usual);
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

    /// <summary>Pooling with strides above its window skips pixels.</summary>
    public static void CheckGaps(ExtentArgument pool, ExtentArgument strides, LayerReader reader)
    {
        bool skipsRows = strides.Height.Value > pool.Height.Value;
        if (skipsRows || strides.Width.Value > pool.Width.Value)
        {
            reader.Remark(
                RuleId.StrideBeyondWindow,
                skipsRows ? strides.Height.Name : strides.Width.Name,
                reader.Kind,
                pool.Value.ToString(),
                strides.Value.ToString());
        }
    }

    /// <summary>A window slides over rows and columns; a vector has none.</summary>
    public static bool CheckImage(Shape input, LayerReader reader)
    {
        if (!input.IsImage)
        {
            reader.Error(RuleId.ImageLayerOnVector, null, reader.Kind, input.ToString());
        }

        return input.IsImage;
    }

    /// <summary>At least one window fits under "valid"; under "same" one that sees more border than image is odd, no more.</summary>
    public static bool CheckFit(
        Shape input, Layer layer, Extent window, Extent dilation, Padding padding, string both, string height, string width, LayerReader reader)
    {
        (long rows, long columns) = (Reach(window.Height, dilation.Height), Reach(window.Width, dilation.Width));
        bool tooHigh = rows > input.Height;
        if (!tooHigh && columns <= input.Width)
        {
            return true;
        }

        string argument = reader.Has(both) ? both : tooHigh ? height : width;
        string reach = Text(rows, columns);
        string arriving = Text(input.Height, input.Width);
        if (padding == Padding.Valid)
        {
            reader.Error(RuleId.NoOutput, argument, reader.Kind, reach, arriving, SmallestNetworkInput(layer, reader));
            return false;
        }

        if ((double)rows * columns > int.MaxValue)
        {
            reader.Error(RuleId.TooManyValues, argument, $"The window of {reader.Kind}", reach, SizeRules.Limit);
            return false;
        }

        reader.Remark(RuleId.WindowBeyondInput, argument, reader.Kind, reach, arriving);
        return true;
    }

    /// <summary>Pooling without padding leaves out rows and columns that fill no window.</summary>
    public static void CheckRest(Shape input, Pooling2D pooling, LayerReader reader)
    {
        int rows = Rest(pooling.Rows(input));
        int columns = Rest(pooling.Columns(input));
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
    }

    private static void CheckOdd(IntegerArgument size, LayerReader reader)
    {
        if (size.Value > 0 && size.Value % 2 == 0)
        {
            reader.Remark(RuleId.EvenKernel, size.Name, size.Name, NumberText.Plain(size.Value));
        }
    }

    /// <summary>Cells behind the last window; those between two windows are another rule's.</summary>
    private static int Rest(Sliding sliding) => sliding.Padding == Padding.Same
        ? 0
        : sliding.Input - (((sliding.Output - 1) * sliding.Stride) + sliding.Reach);

    private static long Reach(int size, int dilation) => ((size - 1L) * dilation) + 1;

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
