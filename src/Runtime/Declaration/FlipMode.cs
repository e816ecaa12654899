namespace NetGen;

/// <summary>Which way images are mirrored (Keras: <c>mode</c> of <c>RandomFlip</c>).</summary>
public enum FlipMode
{
    /// <summary>Left and right change places.</summary>
    Horizontal,

    /// <summary>Top and bottom change places.</summary>
    Vertical,

    /// <summary>
    /// Both or none, as in Keras: one coin decides both, so an image is turned by half a turn or left alone. For all four
    /// cases put two layers behind each other.
    /// </summary>
    HorizontalAndVertical,
}
