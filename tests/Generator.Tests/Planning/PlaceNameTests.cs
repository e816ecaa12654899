using System;
using NetGen.Generator.Code;
using NetGen.Generator.Emission.Drivers;
using NetGen.Generator.Steps;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>A name in emitted code stands for one place: passes of several purposes are written into one class, and their places differ.</summary>
public class PlaceNameTests
{
    private static readonly Setting Training = new(VectorForm.All[0], Purpose.Training);
    private static readonly Setting Inference = new(VectorForm.All[0], Purpose.Inference);

    [Fact]
    public void A_place_may_be_named_again()
    {
        var places = new Places();

        Assert.Equal("StatisticsAt", places.Name(Training, "Statistics", new Place(Block.Work, 64, 16)));
        Assert.Equal("StatisticsAt", places.Name(Training, "Statistics", new Place(Block.Work, 64, 16)));
    }

    [Theory]
    [InlineData(nameof(Block.Work), 64, nameof(Purpose.Inference))]
    [InlineData(nameof(Block.Work), 0, nameof(Purpose.Training))]
    [InlineData(nameof(Block.Batch), 64, nameof(Purpose.Training))]
    public void A_name_of_one_place_is_refused_for_another(string block, int offset, string purpose)
    {
        var places = new Places();
        places.Name(Training, "Statistics", new Place(Block.Work, 64, 16));
        Setting setting = purpose == nameof(Purpose.Inference) ? Inference : Training;

        var exception = Assert.Throws<InvalidOperationException>(
            () => places.Name(setting, "Statistics", new Place(Enum.Parse<Block>(block), offset, 16)));

        Assert.StartsWith("Broken plan: StatisticsAt is a place in a worker's buffers already", exception.Message, StringComparison.Ordinal);
    }
}
