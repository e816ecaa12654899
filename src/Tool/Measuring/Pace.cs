namespace NetGen.Measuring;

/// <summary>What a timing takes its time for.</summary>
/// <param name="WarmUpPasses">How often each work runs before it is timed, for <paramref name="WarmUpMilliseconds"/> each time.</param>
/// <param name="WarmUpMilliseconds">Time of one of these passes. The JIT has its second, optimised compilation ready some 100 ms after the last first call.</param>
/// <param name="WarmUpRestMilliseconds">How long nothing runs behind each of them.</param>
/// <param name="BlockMilliseconds">A block is as many runs as fill this.</param>
/// <param name="RestMilliseconds">
/// How long nothing runs before each block. Idle threads that wait for more work, and do not sleep yet, would take the processors from the next block.
/// </param>
internal sealed record Pace(int WarmUpPasses, double WarmUpMilliseconds, int WarmUpRestMilliseconds, double BlockMilliseconds, int RestMilliseconds)
{
    // NetGen's idle threads have gone to sleep after this.
    private const int ShortRest = 30;

    // ONNX Runtime's look for more work for some 45 ms.
    private const int LongRest = 100;

    /// <summary>For figures that stand alone.</summary>
    public static Pace Careful { get; } = new(3, 150, ShortRest, 25, ShortRest);

    /// <summary>The same beside other libraries, whose idle threads stay awake for longer.</summary>
    public static Pace BesideOthers { get; } = Careful with { RestMilliseconds = LongRest };

    /// <summary>For hundreds of figures, of works on one thread that have run before.</summary>
    public static Pace Quick { get; } = new(2, 20, 0, 8, 0);
}
