namespace NetGen.Generator.Layers;

/// <summary>Hyperparameters in words, left out where they have their default.</summary>
internal static class TextOf
{
    public static string Strides(Extent strides, Extent usual) => strides == usual ? "" : $", strides {strides}";

    public static string Dilation(Extent dilation) => dilation == new Extent(1, 1) ? "" : $", dilation {dilation}";

    public static string Padding(Padding padding) => padding == NetGen.Padding.Valid ? "" : ", Same";

    public static string Groups(int groups) => groups == 1 ? "" : $", {NumberText.Plain(groups)} groups";

    public static string Multiplier(int multiplier) => multiplier == 1 ? "" : $", multiplier {NumberText.Plain(multiplier)}";

    public static string Weighted(Weighted weighted) =>
        (weighted.UseBias ? "" : ", no bias") + (weighted.Activation == Activation.Linear ? "" : $", {weighted.Activation}");
}
