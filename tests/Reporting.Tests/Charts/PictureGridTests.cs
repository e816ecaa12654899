using System;
using System.Linq;
using SkiaSharp;
using Xunit;

namespace NetGen.Reporting.Tests.Charts;

public class PictureGridTests
{
    [Fact]
    public void Filters_of_an_input_channel_are_scaled_alike_about_0()
    {
        // Two filters of 1x2 over two input channels: values[column, input, filter].
        float[] values = [1, 2, 3, 4, 5, 6, 7, -8];
        PictureGrid grid = PictureGrid.OfFilters("kernel", values, [1, 2, 2, 2], inputChannel: 1);
        Assert.Equal(2, grid.Pictures.Count);
        Assert.Equal([3, 7], grid.Pictures[0].Values.ToArray());
        Assert.Equal([4, -8], grid.Pictures[1].Values.ToArray());
        Assert.All(grid.Pictures, picture => Assert.Equal((-8, 8, PictureColors.Diverging), (picture.Low, picture.High, picture.Colors)));
    }

    [Fact]
    public void Filters_over_three_channels_are_in_colour()
    {
        Parameter kernel = Run.Of.Model.Parameters["conv2d/kernel"];
        PictureGrid grid = PictureGrid.OfFilters(kernel);
        Assert.Equal("conv2d/kernel", grid.Title);
        Assert.Equal(4, grid.Pictures.Count);
        Assert.All(grid.Pictures, picture => Assert.Equal((3, 3, PictureColors.Rgb), (picture.Height, picture.Width, picture.Colors)));
        Assert.Equal(kernel.Values[2], grid.Pictures[2].Values[0]);
        Assert.Equal(kernel.Values[4 + 2], grid.Pictures[2].Values[1]);
    }

    [Fact]
    public void Feature_maps_are_a_picture_for_each_channel()
    {
        PictureGrid grid = PictureGrid.OfFeatureMaps("maps", [1, 10, 2, 20, 3, 30, 4, 40], [2, 2, 2]);
        Assert.Equal([1, 2, 3, 4], grid.Pictures[0].Values.ToArray());
        Assert.Equal([10, 20, 30, 40], grid.Pictures[1].Values.ToArray());
        Assert.Equal(["0", "1"], grid.Pictures.Select(picture => picture.Caption));
    }

    [Fact]
    public void No_more_are_shown_than_asked_for()
    {
        Assert.Equal(3, PictureGrid.OfFeatureMaps("maps", new float[8], [1, 1, 8], most: 3).Pictures.Count);
        Assert.Equal(3, PictureGrid.OfFilters("kernel", new float[8], [1, 1, 1, 8], most: 3).Pictures.Count);
    }

    [Fact]
    public void Shapes_that_are_none_of_pictures_are_refused()
    {
        Assert.Contains("(2, 4)", Assert.Throws<ArgumentException>(() => PictureGrid.OfFilters("dense", new float[8], [2, 4])).Message, StringComparison.Ordinal);
        Assert.Equal("shape", Assert.Throws<ArgumentException>(() => PictureGrid.OfFeatureMaps("maps", new float[7], [2, 2, 2])).ParamName);
        Assert.Equal("inputChannel", Assert.Throws<ArgumentOutOfRangeException>(() => PictureGrid.OfFilters("k", new float[8], [1, 1, 2, 4], inputChannel: 2)).ParamName);
        Assert.Equal("pictures", Assert.Throws<ArgumentOutOfRangeException>(() => new PictureGrid([])).ParamName);
    }

    [Theory]
    [InlineData(640, 12)]
    [InlineData(320, 4)]
    [InlineData(1000, 3)]
    public void No_empty_band_is_left_under_the_last_row(int width, int columns)
    {
        Picture[] pictures = [.. Enumerable.Range(0, 24).Select(_ => new Picture(2, 2, PictureColors.Gray, [0, 0, 0, 0]))];
        using SKBitmap bitmap = SKBitmap.Decode(new PictureGrid(pictures, columns) { Width = width }.ToPng(scale: 1));
        int last = Enumerable.Range(0, bitmap.Height).Last(row => bitmap.GetPixel(bitmap.Width / 2 / columns, row) != SKColors.White || bitmap.GetPixel(bitmap.Width / 2, row) != SKColors.White);
        Assert.InRange(bitmap.Height - last, 1, 10);
    }

    [Fact]
    public void Columns_are_as_asked_or_fit_the_number()
    {
        Picture[] pictures = [.. Enumerable.Range(0, 32).Select(_ => new Picture(1, 1, PictureColors.Gray, [0]))];
        Assert.Equal(8, new PictureGrid(pictures).Columns);
        Assert.Equal(5, new PictureGrid(pictures, columns: 5).Columns);
        Assert.Equal(1, new PictureGrid([pictures[0]], columns: 5).Columns);
    }
}
