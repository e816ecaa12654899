using System;

namespace NetGen;

/// <summary>
/// A learning rate that depends on the number of steps made (Keras: <c>LearningRateSchedule</c>). Given to an optimizer in
/// place of a number; one schedule may serve several optimizers.
/// </summary>
public abstract class LearningRateSchedule
{
    /// <summary>The learning rate of a step. Computed in double precision, rounded once.</summary>
    /// <param name="iteration">Steps made before it: 0 for the first step.</param>
    /// <returns>A finite rate of at least 0.</returns>
    public abstract float At(long iteration);

    /// <summary>Writes down what the schedule keeps from step to step, for one of your own that does. Default: nothing; the rate depends on the step alone.</summary>
    /// <param name="state">Where it is written.</param>
    public virtual void SaveState(SavedState state)
    {
    }

    /// <summary>Goes on from what <see cref="SaveState"/> wrote down.</summary>
    /// <param name="state">What was written.</param>
    public virtual void LoadState(SavedState state)
    {
    }

    /// <summary>Refuses a rate that is negative or not finite.</summary>
    private protected static double Rate(double value, string name) => SinglePrecision.NotNegative(value, name, "A learning rate");

    /// <summary>Refuses a number of steps below 1.</summary>
    private protected static long Steps(long value, string name) => value >= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "A schedule decays over at least 1 step.");

    /// <summary>Refuses a value that is negative or not finite.</summary>
    private protected static double NotNegative(double value, string name) => double.IsFinite(value) && value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "The value must be finite and at least 0.");
}
