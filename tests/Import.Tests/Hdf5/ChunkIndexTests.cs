using System.IO;
using System.IO.Compression;
using System.Linq;
using NetGen.Import.Hdf5;
using NetGen.Import.Tests.Support;
using Xunit;

namespace NetGen.Import.Tests.Hdf5;

/// <summary>Arrays in chunks under every kind of index that HDF5 has, as Scripts/make_hdf5.py writes them.</summary>
public sealed class ChunkIndexTests
{
    [Theory]
    [InlineData("single")]
    [InlineData("single_packed")]
    [InlineData("single_larger")]
    [InlineData("implicit")]
    [InlineData("fixed")]
    [InlineData("fixed_packed")]
    [InlineData("fixed_growing")]
    [InlineData("fixed_paged")]
    [InlineData("extensible")]
    [InlineData("extensible_columns")]
    [InlineData("extensible_packed")]
    [InlineData("extensible_many")]
    [InlineData("tree")]
    [InlineData("tree_packed")]
    [InlineData("tree_two_levels")]
    public void All_elements_are_found(string name)
    {
        ImportedTensor array = Read(File.ReadAllBytes(KnownFiles.PathOf("hdf5/indexes.h5")), name);

        Assert.Equal(Enumerable.Range(0, array.Values.Length).Select(i => (float)i), array.Values);
        Assert.Equal(array.Shape.Aggregate(1, (product, size) => product * size), array.Values.Length);
    }

    [Fact]
    public void A_tree_of_several_levels_is_read_to_its_leaves()
    {
        using var packed = new GZipStream(File.OpenRead(KnownFiles.PathOf("hdf5/deep.h5.gz")), CompressionMode.Decompress);
        using var file = new MemoryStream();
        packed.CopyTo(file);

        Assert.Equal(Enumerable.Range(0, 3600).Select(i => (float)i), Read(file.ToArray(), "tree_three_levels").Values);
    }

    [Theory]
    [InlineData("fixed_sparse", 1300, new[] { 0, 1299 })]
    [InlineData("extensible_sparse", 140_000, new[] { 3, 4, 139, 90_000, 139_999 })]
    public void What_was_never_written_is_zero(string name, int count, int[] places)
    {
        float[] values = Read(File.ReadAllBytes(KnownFiles.PathOf("hdf5/indexes.h5")), name).Values;

        Assert.Equal(count, values.Length);
        Assert.Equal(places.Select((place, i) => (place, i + 1f)), values.Index().Where(value => value.Item != 0).Select(value => (value.Index, value.Item)));
    }

    private static ImportedTensor Read(byte[] content, string name) => Hdf5File.Open(content).Root.Child(name)!.Tensor(name);
}
