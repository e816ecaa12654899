namespace NetGen.Generator.Code;

/// <summary>Spells random numbers: functions of a sample's key, which emitted methods are given, and of a position.</summary>
internal static class RandomNumber
{
    /// <summary>A number drawn evenly between two limits.</summary>
    /// <param name="position">Tells the draws of a sample apart.</param>
    /// <param name="lower">The lower limit.</param>
    /// <param name="upper">The upper limit.</param>
    public static string Draw(int position, double lower, double upper) => lower == -upper
        ? Draw(position, upper)
        : $"(CounterRandom.Uniform(key, {Literal.Of(position)}) * {Literal.Of((float)(upper - lower))}) + {Signed((float)lower)}";

    /// <summary>A number drawn evenly between minus and plus a limit.</summary>
    /// <param name="position">Tells the draws of a sample apart.</param>
    /// <param name="limit">The limit.</param>
    public static string Draw(int position, double limit) =>
        $"((2f * CounterRandom.Uniform(key, {Literal.Of(position)})) - 1f) * {Literal.Of((float)limit)}";

    private static string Signed(float value) => value < 0 ? $"({Literal.Of(value)})" : Literal.Of(value);
}
