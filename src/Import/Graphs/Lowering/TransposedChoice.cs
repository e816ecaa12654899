using System;
using NetGen.Import.Declaration;

namespace NetGen.Import.Graphs.Lowering;

/// <summary>How a transposed convolution's size is declared.</summary>
/// <param name="IsSame">Keras's "same" padding.</param>
/// <param name="OutputPadding">An output padding; null for Keras's choice.</param>
/// <param name="Crop">What is cut off behind the layer.</param>
internal sealed record TransposedChoice(bool IsSame, Extent? OutputPadding, Sides Crop)
{
    /// <summary>The plainest declaration that makes exactly this; null where there is none.</summary>
    public static TransposedChoice? Of(TransposedPlan plan, Extent image, Hint hint)
    {
        bool isWithin = plan.Added.Height >= 0 && plan.Added.Width >= 0;
        Sides crop = plan.Crop;
        bool isUsual = plan.Added == default && plan.Reach.Height >= plan.Strides.Height && plan.Reach.Width >= plan.Strides.Width;
        bool isPlain = crop.IsNone && isUsual;
        if (isPlain && !hint.IsSame && !hint.HasOutputPadding)
        {
            return new(false, null, default);
        }

        var output = new Extent(plan.Output.Height, plan.Output.Width);
        bool isSame = output == new Extent(image.Height * plan.Strides.Height, image.Width * plan.Strides.Width)
            && crop.Top == Math.Max(plan.Reach.Height - plan.Strides.Height, 0) / 2
            && crop.Left == Math.Max(plan.Reach.Width - plan.Strides.Width, 0) / 2;
        if (isSame && !hint.HasOutputPadding && (hint.IsNone || hint.IsSame))
        {
            return new(true, null, default);
        }

        if ((hint.IsNone || hint.IsSame) && SameWithPadding(plan, image) is { } added)
        {
            return new(true, added, default);
        }

        bool isBelowStrides = isWithin && plan.Added.Height < plan.Strides.Height && plan.Added.Width < plan.Strides.Width;
        bool isCut = crop.Top >= 0 && crop.Bottom >= 0 && crop.Left >= 0 && crop.Right >= 0;
        if (!hint.IsNone && !hint.HasOutputPadding && crop.IsNone)
        {
            // Written without one: a kernel smaller than its strides leaves the rest of the last step to be filled.
            return new(false, null, default);
        }

        return isBelowStrides && isCut ? new(false, isUsual && !hint.HasOutputPadding ? null : plan.Added, crop) : null;
    }

    private static Extent? SameWithPadding(TransposedPlan plan, Extent image)
    {
        int rows = Added(plan.Output.Height, image.Height, plan.Strides.Height, plan.Reach.Height, plan.Crop.Top);
        int columns = Added(plan.Output.Width, image.Width, plan.Strides.Width, plan.Reach.Width, plan.Crop.Left);
        return rows < 0 || columns < 0 ? null : new Extent(rows, columns);
    }

    /// <summary>The output padding along one axis; -1 where none makes this.</summary>
    private static int Added(int output, int input, int stride, int reach, int before)
    {
        int full = ((input - 1) * stride) + reach;
        int added = output - ((input - 1) * stride) - (reach % 2);
        bool isKnown = added >= 0 && added < stride && (reach % 2 == 1 || added > 0);
        return isKnown && before == Math.Max(full - output, 0) / 2 ? added : -1;
    }
}
