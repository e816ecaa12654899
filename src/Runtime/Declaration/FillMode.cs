namespace NetGen;

/// <summary>What lies outside an image <c>a b c d</c> that is moved (Keras: <c>fill_mode</c>).</summary>
public enum FillMode
{
    /// <summary>The image mirrored at its edge: <c>d c b a | a b c d | d c b a</c>.</summary>
    Reflect,

    /// <summary>The image again: <c>a b c d | a b c d | a b c d</c>.</summary>
    Wrap,

    /// <summary>One value, by default 0: <c>k k k k | a b c d | k k k k</c>.</summary>
    Constant,

    /// <summary>The nearest pixel: <c>a a a a | a b c d | d d d d</c>.</summary>
    Nearest,
}
