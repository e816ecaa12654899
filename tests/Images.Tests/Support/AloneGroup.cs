using Xunit;

namespace NetGen.Images.Tests;

/// <summary>Tests that count what the whole process does and so run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneGroup
{
    public const string Name = "alone";
}
