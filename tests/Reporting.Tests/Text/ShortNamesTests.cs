using System;
using System.Linq;
using Xunit;

namespace NetGen.Reporting.Tests.Text;

public class ShortNamesTests
{
    [Theory]
    [InlineData("short", 5, "short")]
    [InlineData("a long name 12", 9, "a lo…e 12")]
    [InlineData("abcdef", 2, "a…")]
    [InlineData("a\U0001F600\U0001F600b", 4, "a…b")]
    public void A_name_that_is_too_long_loses_its_middle(string name, int room, string expected) => Assert.Equal(expected, ShortNames.Cut(name, room));

    [Fact]
    public void Different_names_stay_different_wherever_they_differ()
    {
        foreach (Func<int, string> name in new Func<int, string>[]
        {
            i => $"a rather long class name {i}", i => $"{i} is the number of a class", i => $"a long class {i} with an end", i => $"the class of number {i}, the end",
            i => new string('x', i + 1) + new string('y', 40 - i),
        })
        {
            string[] names = [.. Enumerable.Range(0, 20).Select(name)];
            string[] cut = ShortNames.CutAll(names, 12, "…", text => text.Length);
            Assert.Equal(20, cut.Distinct().Count());
            Assert.All(cut, text => Assert.InRange(text.Length, 1, 12));
        }
    }

    [Fact]
    public void Names_that_are_equal_stay_equal() => Assert.Equal(["ab…yz", "ab…yz"], ShortNames.CutAll(["abcdefxyz", "abcdefxyz"], 5, "…", text => text.Length));
}
