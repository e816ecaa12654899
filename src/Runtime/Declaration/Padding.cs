namespace NetGen;

/// <summary>How a convolution or a pooling window treats the border of its input (Keras: <c>padding</c>).</summary>
public enum Padding
{
    /// <summary>
    /// No padding: windows lie inside the input. Output size: <c>floor((size - window) / stride) + 1</c>.
    /// </summary>
    Valid,

    /// <summary>
    /// Output size <c>ceil(size / stride)</c>. The missing cells are split over both sides, an odd one goes to the
    /// bottom and right, as in Keras. Convolutions read zeros there; pooling ignores those cells.
    /// </summary>
    Same,
}
