using System;
using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>Predictions refuse samples that are not finite where that was asked for, and take them where not.</summary>
public sealed class CheckedInputTests
{
    [Theory]
    [InlineData(float.NaN, 0)]
    [InlineData(float.PositiveInfinity, 17)]
    [InlineData(float.NegativeInfinity, 28)]
    public void A_sample_that_is_not_finite_is_named_where_inputs_are_checked(float value, int place)
    {
        INetwork network = GuaranteeNetworks.Create(GuaranteeNetworks.Perceptron);
        float[] samples = new float[3 * 29], outputs = new float[3 * 4];
        samples[(2 * 29) + place] = value;
        network.Predict(samples, outputs);
        outputs.AsSpan().Fill(7);

        Assert.False(network.ChecksInputs());
        network.CheckInputs();
        Assert.True(network.ChecksInputs());
        ArgumentException exception = Assert.Throws<ArgumentException>(() => network.Predict(samples, outputs));
        Assert.Equal(FormattableString.Invariant($"Sample 2 holds {value} at value {place}; inputs must be finite. (Parameter 'input')"), exception.Message);
        Assert.All(outputs, output => Assert.Equal(7, output));
        Assert.Throws<ArgumentException>(() => network.PredictClass(samples.AsSpan(2 * 29)));
        network.Predict(samples.AsSpan(0, 2 * 29), outputs.AsSpan(0, 2 * 4));
        network.CheckInputs(false);
        network.Predict(samples, outputs);
    }

    [Fact]
    public void Of_data_the_sample_is_named_by_its_place_in_them()
    {
        INetwork network = GuaranteeNetworks.Create(GuaranteeNetworks.Perceptron);
        float[] samples = new float[5 * 29];
        samples[(4 * 29) + 3] = float.NaN;
        Dataset data = Dataset.FromValues(samples, new float[5 * 4], 4);
        var trainer = new Trainer<INetwork>(network, new SGD(), Loss.MeanSquaredError);
        Assert.Equal(20, trainer.Predict(data, batchSize: 2).Length);

        network.CheckInputs();
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => trainer.Predict(data, batchSize: 2));
        Assert.Equal("Sample 4 of the data to predict holds NaN at value 3; inputs must be finite.", exception.Message);
    }

    [Fact]
    public async Task Of_requests_that_are_predicted_together_only_the_one_fails_that_is_not_finite()
    {
        INetwork network = GuaranteeNetworks.Create(GuaranteeNetworks.Perceptron);
        network.CheckInputs();
        await using var predictor = new BatchingPredictor<INetwork>(network);
        float[] bad = new float[29];
        bad[5] = float.NaN;
        ValueTask<float[]> before = predictor.PredictAsync(new float[29]);
        ValueTask<float[]> refused = predictor.PredictAsync(bad);
        ValueTask<float[]> after = predictor.PredictAsync(new float[29]);

        Assert.Equal(await before, await after);
        await Assert.ThrowsAsync<ArgumentException>(async () => await refused);
    }
}
