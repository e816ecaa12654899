using System;

namespace NetGen;

/// <summary>Puts the weights of samples or classes that a fit was given on its training data.</summary>
internal static class LossWeights
{
    /// <exception cref="ArgumentException">The weights do not fit the samples, or there are others already.</exception>
    public static DataSource OfSamples(DataSource train, FitOptions options)
    {
        if (options.SampleWeights is null)
        {
            return train;
        }

        if (train is not Dataset dataset)
        {
            throw new ArgumentException("Weights of samples go by index; the samples of a stream bring theirs along.", nameof(options));
        }

        return dataset.IsWeighted
            ? throw new ArgumentException("The training data has weights already; give them either with Dataset.WithWeights or with FitOptions.SampleWeights.", nameof(options))
            : dataset.WithWeights(options.SampleWeights);
    }

    /// <exception cref="ArgumentException">The samples have weights of their own, or classes that cannot be weighted.</exception>
    public static DataSource OfClasses(DataSource train, FitOptions options, NetworkInfo info)
    {
        if (options.ClassWeights is null)
        {
            return train;
        }

        if (train.IsWeighted)
        {
            throw new ArgumentException("Weights of classes and of samples cannot be combined; multiply them and give them as weights of samples.", nameof(options));
        }

        if (DatasetCheck.Rows(info) > 1)
        {
            throw new ArgumentException(
                $"Weights of classes need one class per sample; {info.Name} has outputs of shape ({string.Join(", ", info.OutputShape)}).", nameof(options));
        }

        // A single output tells two classes apart.
        return new ClassWeightedSource(train, Math.Max(info.OutputShape[^1], 2), options.ClassWeights);
    }
}
