using System.Linq;
using Xunit;

namespace NetGen.Generator.Tests;

public class SnapshotTests
{
    [Fact]
    public void A_small_network() => Verify(Sources.Small);

    [Fact]
    public void A_network_with_an_error() => Verify(Sources.Image("[Conv2D(0, 3)]"));

    private static void Verify(string source, [System.Runtime.CompilerServices.CallerMemberName] string test = "") => Snapshot.Verify(
        string.Join("\n", GeneratorRun.Of(NetworkCompilation.Of(source)).Files.Select(file => $"//// {file.Name}\n\n{file.Text}")), test: test);
}
