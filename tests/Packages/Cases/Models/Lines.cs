using NetGen;

namespace Models;

/// <summary>Small images with one bright line each: it lies (class 0) or stands (class 1).</summary>
public static class Lines
{
    public static Dataset Make(int count, int seed)
    {
        var random = new Random(seed);
        float[] images = new float[count * 64];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = random.Next(2);
            int line = random.Next(8);
            for (int pixel = 0; pixel < 64; pixel++)
            {
                bool bright = (labels[i] == 0 ? pixel / 8 : pixel % 8) == line;
                images[(i * 64) + pixel] = (0.5f * random.NextSingle()) + (bright ? 0.5f : 0);
            }
        }

        return Dataset.FromClasses(images, labels);
    }

    public static LineCnn Train()
    {
        var network = new LineCnn(seed: 1);
        new Trainer<LineCnn>(network, new Adam(learningRate: 0.01), Loss.SparseCategoricalCrossentropy).Fit(Make(1000, seed: 1), new FitOptions { Epochs = 10 });
        return network;
    }

    /// <summary>The share of images never seen in training whose line is told right.</summary>
    public static double AccuracyOf(LineCnn network)
    {
        Dataset test = Make(500, seed: 2);
        float[] image = new float[64], label = new float[1];
        int right = 0;
        for (int i = 0; i < test.Count; i++)
        {
            test.ReadInput(i, image);
            test.ReadTarget(i, label);
            right += network.PredictClass(image) == (int)label[0] ? 1 : 0;
        }

        return right / (double)test.Count;
    }

    /// <summary>The exit code of a program: 0 if the network tells lines apart.</summary>
    public static int Judge(LineCnn network)
    {
        double accuracy = AccuracyOf(network);
        Console.WriteLine($"It tells {accuracy:P1} of the lines right.");
        return accuracy > 0.95 ? 0 : 1;
    }
}
