using Xunit;

namespace NetGen.Runtime.Tests.Support;

/// <summary>Tests that measure or change what the whole process shares; nothing runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneGroup
{
    public const string Name = "Alone";
}
