using System;

namespace NetGen;

/// <summary>What callbacks that steer the learning rate have in common.</summary>
internal static class LearningRateLog
{
    /// <summary>Refuses an optimizer whose learning rate follows a schedule.</summary>
    /// <exception cref="InvalidOperationException">It does.</exception>
    public static void CheckSettable(Callback callback, Optimizer optimizer)
    {
        if (optimizer.Schedule is { } schedule)
        {
            throw new InvalidOperationException(
                $"{callback.GetType().Name} sets the learning rate, but that of this {optimizer.GetType().Name} follows its {schedule.GetType().Name}: "
                + "use either the callback or the schedule.");
        }
    }
}
