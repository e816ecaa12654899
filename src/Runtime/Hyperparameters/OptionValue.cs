using System;

namespace NetGen;

/// <summary>What classes of options refuse, by the option's name.</summary>
internal static class OptionValue
{
    /// <exception cref="ArgumentOutOfRangeException">The value is below the least.</exception>
    public static int AtLeast(int value, int least, string name) =>
        value >= least ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least {least}.");
}
