namespace NetGen.Generator.Layers;

/// <summary>Hyperparameters in words, left out where they have their default.</summary>
internal static class TextOf
{
    public static string Strides(Extent strides, Extent usual) => strides == usual ? "" : $", strides {strides}";

    public static string Dilation(Extent dilation) => dilation == new Extent(1, 1) ? "" : $", dilation {dilation}";

    public static string Padding(Padding padding) => padding == NetGen.Padding.Valid ? "" : ", Same";

    public static string Groups(int groups) => groups == 1 ? "" : $", {NumberText.Plain(groups)} groups";

    public static string Algorithm(Convolution algorithm) => algorithm == Convolution.Auto ? "" : $", {algorithm}";

    public static string Multiplier(int multiplier) => multiplier == 1 ? "" : $", multiplier {NumberText.Plain(multiplier)}";

    /// <summary>Padding by number.</summary>
    public static string Pads(Border pads) => pads.IsNone ? "" : $", pad {Border(pads)}";

    /// <summary>One number where all sides have the same.</summary>
    public static string Border(Border border) => border == new Border(border.Top, border.Top, border.Top, border.Top)
        ? NumberText.Plain(border.Top)
        : $"top {NumberText.Plain(border.Top)}, bottom {NumberText.Plain(border.Bottom)}, left {NumberText.Plain(border.Left)}, right {NumberText.Plain(border.Right)}";

    public static string Weighted(Weighted weighted) =>
        (weighted.UseBias ? "" : ", no bias") + (weighted.Activation == Activation.Linear ? "" : $", {weighted.Activation}");
}
