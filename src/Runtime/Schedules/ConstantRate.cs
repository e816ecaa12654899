namespace NetGen;

/// <summary>A learning rate given as a number, which an optimizer takes for its own to change.</summary>
internal sealed class ConstantRate(double rate) : LearningRateSchedule
{
    public override float At(long iteration) => (float)rate;
}
