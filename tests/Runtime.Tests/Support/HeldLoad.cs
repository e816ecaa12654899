using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace NetGen.Runtime.Tests.Support;

/// <summary>Samples for a <see cref="HeldNetwork"/>: number n is answered with n + 0.5 and -n.</summary>
internal static class HeldLoad
{
    /// <summary>Asks on a thread of the pool, which is held where the prediction is.</summary>
    public static Task<float[]> Predict(BatchingPredictor<HeldNetwork> predictor, int number) =>
        Task.Run(() => predictor.PredictAsync(HeldNetwork.Sample(number)).AsTask());

    /// <summary>Asks on a thread that is not the pool's: it returns at once, with the sample in the queue.</summary>
    public static Task<float[]> Enqueue(BatchingPredictor<HeldNetwork> predictor, int number)
    {
        Task<float[]>? answer = null;
        Meanwhile.Finish(() => answer = predictor.PredictAsync(HeldNetwork.Sample(number)).AsTask());
        return answer!;
    }

    /// <summary>Sample 0 is being predicted and held, and samples 1 to <paramref name="waiting"/> wait.</summary>
    public static Task<float[]>[] Begin(HeldNetwork network, BatchingPredictor<HeldNetwork> predictor, int waiting)
    {
        network.Hold();
        Task<float[]> first = Predict(predictor, 0);
        network.WaitUntilHeld();
        Task<float[]>[] answers = [first, .. Enumerable.Range(1, waiting).Select(number => Enqueue(predictor, number))];
        Assert.Equal(waiting, predictor.QueueLength);
        return answers;
    }

    /// <summary>All have been answered, each with its own.</summary>
    public static async Task AssertAnswers(Task<float[]>[] answers)
    {
        float[][] outputs = await Task.WhenAll(answers);
        Assert.Equal([.. Enumerable.Range(0, answers.Length).Select(number => HeldNetwork.Expected(number))], outputs);
    }
}
