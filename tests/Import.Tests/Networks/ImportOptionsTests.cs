using System.Linq;
using NetGen.Import.Tests.Support;
using Xunit;

namespace NetGen.Import.Tests.Networks;

/// <summary>Options are for what files leave open.</summary>
public sealed class ImportOptionsTests
{
    [Theory]
    [InlineData("keras/sequential.h5", 12, 12)]
    [InlineData("keras/keras3.keras", 12, 12)]
    [InlineData("tfjs/model.json", 12, 12)]
    [InlineData("Onnx/conv/model.onnx", 6, 5)]
    public void Another_size_than_the_files_is_refused_in_every_format(string name, int height, int width)
    {
        string file = KnownFiles.PathOf(name);

        var refusal = Assert.Throws<UnsupportedModelException>(() => ModelFile.Read(file, new ImportOptions { Height = 64, Width = 32 }));

        Assert.Equal(
            [$"takes images with a height of {height}", $"takes images with a width of {width}"],
            refusal.Obstacles.Select(obstacle => obstacle.Reason));
        Assert.Contains("ImportOptions.Height is 64", refusal.Message);
        Assert.Single(Assert.Throws<UnsupportedModelException>(() => ModelFile.Read(file, new ImportOptions { Height = height, Width = width + 1 })).Obstacles);
        Assert.Equal([height, width], ModelFile.Read(file, new ImportOptions { Height = height, Width = width }).InputShape.Take(2));
        Assert.Equal([height, width], ModelFile.Read(file, new ImportOptions { Height = height }).InputShape.Take(2));
    }

    [Theory]
    [InlineData("Onnx/dropped/model.onnx")]
    [InlineData("Onnx/model_functions/model.onnx")]
    public void A_size_of_images_is_refused_where_there_are_none(string name)
    {
        var refusal = Assert.Throws<UnsupportedModelException>(() => ModelFile.Read(KnownFiles.PathOf(name), new ImportOptions { Height = 6 }));

        Assert.Equal("takes no images", Assert.Single(refusal.Obstacles).Reason);
    }
}
