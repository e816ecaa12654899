using NetGen;
using Xunit;

namespace Tests;

public partial class NetworkTests
{
    [Fact]
    public void A_network_inside_a_test_class_predicts()
    {
        Assert.Equal(1, new Small(seed: 1).Predict([1, 2, 3, 4]).Sum(), 1e-5f);
    }

    [Network(4)]
    [Dense(3, Activation = Activation.Softmax)]
    private sealed partial class Small;
}
