using System;
using Xunit;

namespace NetGen.Reporting.Tests.Charts;

public class PictureTests
{
    [Fact]
    public void Gray_goes_from_the_lowest_value_to_the_highest()
    {
        var picture = new Picture(1, 3, PictureColors.Gray, [-1, 0, 1]);
        Assert.Equal((-1, 1), (picture.Low, picture.High));
        Assert.Equal(((byte)0, (byte)0, (byte)0), picture.ColorAt(0, 0));
        Assert.Equal(((byte)128, (byte)128, (byte)128), picture.ColorAt(0, 1));
        Assert.Equal(((byte)255, (byte)255, (byte)255), picture.ColorAt(0, 2));
    }

    [Fact]
    public void Diverging_colours_are_blue_below_the_middle_and_red_above()
    {
        var picture = new Picture(1, 3, PictureColors.Diverging, [-2, 0, 2], low: -2, high: 2);
        (byte red, _, byte blue) = picture.ColorAt(0, 0);
        Assert.True(blue > red);
        Assert.Equal(((byte)255, (byte)255, (byte)255), picture.ColorAt(0, 1));
        (red, _, blue) = picture.ColorAt(0, 2);
        Assert.True(red > blue);
    }

    [Fact]
    public void Samples_of_three_channels_are_in_colour()
    {
        Picture picture = Picture.OfSample([255, 0, 0, 0, 255, 300], height: 1, width: 2, channels: 3, brightest: 255);
        Assert.Equal(((byte)255, (byte)0, (byte)0), picture.ColorAt(0, 0));
        Assert.Equal(((byte)0, (byte)255, (byte)255), picture.ColorAt(0, 1));
    }

    [Fact]
    public void Values_that_are_not_finite_have_no_part_in_the_range()
    {
        var picture = new Picture(1, 4, PictureColors.Gray, [float.NaN, 1, 3, float.PositiveInfinity]);
        Assert.Equal((1, 3), (picture.Low, picture.High));
        Assert.Equal(0, picture.ColorAt(0, 0).Red);
        Assert.Equal(255, picture.ColorAt(0, 3).Red);
    }

    [Fact]
    public void A_flat_picture_is_black() => Assert.Equal(0, new Picture(1, 2, PictureColors.Gray, [5, 5]).ColorAt(0, 1).Red);

    [Fact]
    public void The_values_are_as_many_as_the_shape_has()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new Picture(2, 2, PictureColors.Rgb, new float[4]));
        Assert.StartsWith("A picture of 2x2x3 has 12 values; 4 came.", exception.Message, StringComparison.Ordinal);
        Assert.Equal("channels", Assert.Throws<ArgumentException>(() => Picture.OfSample(new float[8], 2, 2, 2)).ParamName);
    }
}
