using System.Linq;
using System.Threading.Tasks;
using NetGen.CodeFixes;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

public class IntegerDivisionTests
{
    [Theory]
    [InlineData("[Rescaling([|1 / 255|])]", "1 / 255 is 0", "1 / 255.0")]
    [InlineData("[Rescaling(-([|1 / 255|]))]", "1 / 255 is 0", "1 / 255.0")]
    [InlineData("[Rescaling([|-1 / 255|], offset: 1)]", "-1 / 255 is 0", "-1 / 255.0")]
    [InlineData("[Rescaling(2, offset: [|-255 / 2|])]", "-255 / 2 is -127", "-255 / 2.0")]
    [InlineData("[Dropout([|1 / 2|])]", "1 / 2 is 0", "1 / 2.0")]
    [InlineData("[Dropout([|3 / 2|])]", "3 / 2 is 1", "3 / 2.0")]
    [InlineData("[Conv2D(2, 3, KernelL2 = [|1 / 100|])]", "1 / 100 is 0", "1 / 100.0")]
    [InlineData("[Conv2D(2, 3, KernelMaxNorm = 2 * ([|1 / 3|]))]", "1 / 3 is 0", "1 / 3.0")]
    [InlineData("[Rescaling([|1 / byte.MaxValue|])]", "1 / byte.MaxValue is 0", "1 / (double)byte.MaxValue")]
    [InlineData("[Rescaling((double)([|1 / 255|]))]", "1 / 255 is 0", "1 / 255.0")]
    [InlineData("[Rescaling([|1 / 255|] * 2.0)]", "1 / 255 is 0", "1 / 255.0")]
    [InlineData("[RandomZoom([|1 / 5|], widthFactor: 0.2)]", "1 / 5 is 0", "1 / 5.0")]
    public Task NG0220_an_attribute_gets_the_fraction(string layers, string given, string wanted) => Rule.Finds<IntegerDivisionAnalyzer>(
        RuleId.IntegerDivision, Sources.Image(layers), $"{given}, for both numbers are whole; a fraction is written {wanted}");

    [Theory]
    [InlineData("new Adam([|1 / 1000|])", "1 / 1000 is 0", "1 / 1000.0")]
    [InlineData("new SGD(0.1, momentum: [|9 / 10|])", "9 / 10 is 0", "9 / 10.0")]
    [InlineData("new AdamW(weightDecay: [|1 / 250|])", "1 / 250 is 0", "1 / 250.0")]
    [InlineData("new Adam { ClipNorm = [|1 / 2|] }", "1 / 2 is 0", "1 / 2f")]
    [InlineData("new FitOptions { ValidationSplit = [|1 / 5|] }", "1 / 5 is 0", "1 / 5.0")]
    [InlineData("new Huber([|3 / 2|])", "3 / 2 is 1", "3 / 2.0")]
    [InlineData("new PiecewiseConstantDecay([10], [0.1, [|1 / 100|]])", "1 / 100 is 0", "1 / 100.0")]
    public Task NG0220_training_code_gets_the_fraction(string expression, string given, string wanted) => Rule.Finds<IntegerDivisionAnalyzer>(
        RuleId.IntegerDivision,
        $"class Training {{ static object Create() => {expression}; }}",
        $"{given}, for both numbers are whole; a fraction is written {wanted}");

    [Theory]
    [InlineData("new Adam(1.0 / 1000)")]
    [InlineData("new Adam(10 / 5)")]
    [InlineData("new FitOptions { Epochs = 7 / 2, BatchSize = 100 / 3 }")]
    [InlineData("System.Math.Sqrt(1 / 2)")]
    [InlineData("new Adam(0.1 * System.Math.Max(1, 7 / 2))")]
    public Task NG0220_is_silent_on_fractions_whole_numbers_and_what_is_not_ours(string expression) =>
        Rule.Silent<IntegerDivisionAnalyzer>($"class Training {{ static object Create(int n) => {expression}; static double Share(int n) => new Adam(1 / n).Epsilon; }}");

    [Theory]
    [InlineData("[Rescaling(1 / 255)]")]
    [InlineData("[Dropout(3 / 2)]")]
    [InlineData("[Conv2D(2, 3, KernelL2 = -1 / 3)]")]
    public void NG0220_is_the_only_word_about_what_it_makes_wrong(string layers) =>
        Assert.Equal([RuleId.IntegerDivision], Ids(Sources.Image(layers)));

    [Fact]
    public void NG0220_is_the_only_word_in_training_code_too() =>
        Assert.Equal([RuleId.IntegerDivision], Ids("class Training { static object Create() => new Adam(1 / 1000); }"));

    [Fact]
    public Task NG0220_is_repaired_by_a_divisor_with_a_fraction() => Rule.Fixes<IntegerDivisionAnalyzer, IntegerDivisionFix>(
        RuleId.IntegerDivision,
        "class Training { const int Steps = 3; static object[] Create() => [new Adam([|1 / 1_000|]), new SGD([|1 / Steps|]), new Adam { ClipNorm = 2 * ([|10 / (Steps + 1)|]) }]; }",
        "class Training { const int Steps = 3; static object[] Create() => [new Adam(1 / 1_000.0), new SGD(1 / (double)Steps), new Adam { ClipNorm = 2 * (10 / (float)(Steps + 1)) }]; }",
        iterations: 3);

    private static string[] Ids(string source) => [.. NetworkCompilation.Of(source).Analyze().Select(finding => finding.Id)];
}
