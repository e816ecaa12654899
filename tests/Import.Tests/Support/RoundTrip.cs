using System.Linq;
using Xunit;

namespace NetGen.Import.Tests.Support;

/// <summary>What was written and is read again is the declaration that it was, with the bits of its weights.</summary>
internal static class RoundTrip
{
    public static void Same(ImportedNetwork before, ImportedNetwork after)
    {
        Assert.Equal(before.ToSource("Drawn"), after.ToSource("Drawn"));
        Assert.Equal(before.Tensors.Select(tensor => tensor.Name), after.Tensors.Select(tensor => tensor.Name));
        foreach ((ImportedTensor first, ImportedTensor second) in before.Tensors.Zip(after.Tensors))
        {
            Assert.Equal(first.Shape, second.Shape);
            Assert.Equal(first.Values, second.Values);
        }
    }
}
