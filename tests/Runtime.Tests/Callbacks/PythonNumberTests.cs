using Xunit;

namespace NetGen.Runtime.Tests.Callbacks;

/// <summary>Numbers as Python prints them, which is how Keras's logs and files hold them.</summary>
public class PythonNumberTests
{
    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(3, "3.0")]
    [InlineData(-2, "-2.0")]
    [InlineData(1e-7, "1e-07")]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void The_shortest_text_that_reads_back(double value, string expected) => Assert.Equal(expected, PythonNumber.Text(value));

    [Theory]
    [InlineData(0.123456, "0.12")]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void A_format_is_for_numbers(double value, string expected) => Assert.Equal(expected, PythonNumber.Text(value, "F2"));
}
