namespace NetGen.Bench.Mutation;

/// <summary>What became of a mutant.</summary>
internal enum Outcome
{
    /// <summary>It does not compile, and is not counted.</summary>
    NoMutant,

    /// <summary>Some network computes other numbers than plain loops.</summary>
    KilledByNumbers,

    /// <summary>What is emitted for a network does not compile.</summary>
    KilledByCompiler,

    /// <summary>The plan of a network is refused.</summary>
    KilledByVerifier,

    /// <summary>A network that is sound is refused.</summary>
    KilledByRule,

    /// <summary>The compiler throws.</summary>
    KilledByException,

    /// <summary>It comes to no end, or takes the process with it.</summary>
    KilledByTime,

    /// <summary>A test fails.</summary>
    KilledByTest,

    /// <summary>The text has changed for some networks, whose numbers are right. The tests are still to come.</summary>
    SurvivedNumbers,

    /// <summary>The text has changed for no network. The tests are still to come.</summary>
    Unreached,
}
