using System;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Training;

/// <summary>L1 and L2, each alone and both, in the loss and in a step.</summary>
public class PenaltyTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.02, 0)]
    [InlineData(0, 0.03)]
    [InlineData(0.02, 0.03)]
    public void A_penalty_is_part_of_the_loss_and_of_the_gradient_of_its_parameter(float l1, float l2)
    {
        const double Rate = 0.5;
        Dataset data = Samples.Clusters(9, 5, 3);
        var plain = new LinearNetwork(5, [3]);
        var penalized = new LinearNetwork(5, [3], l1: l1, l2: l2);
        float[] before = plain.Parameters.Copy();
        float[] kernel = plain.Parameters["dense/kernel"].Values.ToArray();
        double penalty = kernel.Sum(w => (l1 * Math.Abs((double)w)) + (l2 * (double)w * w));

        (double loss, double evaluated) = Step(plain);
        (double penalizedLoss, double penalizedEvaluated) = Step(penalized);

        Assert.Equal(loss + penalty, penalizedLoss, 1e-6);
        Assert.Equal(evaluated + penalty, penalizedEvaluated, 1e-6);
        for (int i = 0; i < before.Length; i++)
        {
            double gradient = i < kernel.Length ? (l1 * Math.Sign(kernel[i])) + (2 * l2 * kernel[i]) : 0;
            Assert.Equal(plain.Parameters.Values[i] - (Rate * gradient), penalized.Parameters.Values[i], 1e-6);
        }

        (double Loss, double Evaluated) Step(LinearNetwork network)
        {
            var trainer = new Trainer<LinearNetwork>(network, new SGD(Rate), NetGen.Loss.SparseCategoricalCrossentropy);
            double evaluated = trainer.Evaluate(data).Loss;
            return (trainer.Fit(data, new FitOptions { BatchSize = 9, Shuffle = false })["loss"][0], evaluated);
        }
    }
}
