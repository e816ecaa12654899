using System;
using System.IO;
using System.Linq;
using NetGen.Import.Hdf5;
using NetGen.Import.Hdf5.Writing;
using NetGen.Import.Tests.Support;
using Xunit;

namespace NetGen.Import.Tests.Hdf5;

/// <summary>What is written as HDF5 is read by NetGen's own reader and by HDF5's own library.</summary>
public sealed class Hdf5WriterTests
{
    /// <summary>Says that every array of a file holds its number, in a group whose attribute is its name.</summary>
    private const string Check = """
        import h5py, sys
        with h5py.File(sys.argv[1], "r") as file:
            assert list(file) == sorted(f"group{i}" for i in range(int(sys.argv[2]))), "names"
            for name in file:
                i = int(name[5:])
                assert file[name].attrs["name"] == f"namé {i}" and list(file[name + "/numbers"][()]) == [i] * (i % 5) and file[name + "/whole"][()] == -i, name
        """;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(3000)]
    public void Groups_of_any_number_of_members_are_read(int members)
    {
        byte[] content = Written(members);

        Hdf5File file = Hdf5File.Open(content);
        Assert.Equal(Enumerable.Range(0, members).Select(i => FormattableString.Invariant($"group{i}")).Order(StringComparer.Ordinal), file.Root.Names);
        for (int i = 0; i < members; i++)
        {
            Hdf5Object group = file.Root.Child(FormattableString.Invariant($"group{i}"))!;
            Assert.Equal(FormattableString.Invariant($"namé {i}"), group.Text("name"));
            ImportedTensor numbers = group.Child("numbers")!.Tensor("numbers");
            Assert.Equal([i % 5], numbers.Shape);
            Assert.Equal(Enumerable.Repeat((float)i, i % 5), numbers.Values);
            Assert.Equal([-i], group.Child("whole")!.Tensor("whole").Values);
        }
    }

    [PythonFact("h5py")]
    public void The_library_of_HDF5_reads_the_same()
    {
        using var folder = new ExportFolder("NETGEN_NO_DIR");
        foreach (int members in new[] { 0, 1, 8, 9, 256, 257, 3000 })
        {
            string path = folder.File("written.h5");
            File.WriteAllBytes(path, Written(members));
            Assert.True(Judge.Runs(Judge.Python, "-c", Check, path, FormattableString.Invariant($"{members}")), FormattableString.Invariant($"{members} members"));
        }
    }

    private static byte[] Written(int members)
    {
        var root = new Hdf5Group();
        for (int i = 0; i < members; i++)
        {
            Hdf5Group group = root.At(FormattableString.Invariant($"group{i}"));
            group.Attributes.Add("name", FormattableString.Invariant($"namé {i}"));
            group.Add("numbers", [i % 5], Enumerable.Repeat((float)i, i % 5).ToArray());
            group.Add("whole", -i);
        }

        return Hdf5Writer.Write(root);
    }
}
