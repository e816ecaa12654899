using System;
using System.Collections.Generic;
using System.Globalization;

namespace NetGen;

/// <summary>The names of metrics, which are those of figures in logs, files and callbacks, and so must be told apart.</summary>
internal static class MetricNames
{
    /// <summary>Keras's name for a metric without one.</summary>
    public static string Default(Type metric) => SnakeCase.Of(metric.Name.Split('`')[0]);

    /// <summary>Refuses what figures that are no metric's are called, or columns beside them.</summary>
    /// <exception cref="ArgumentException">The name is not free.</exception>
    public static void CheckFree(string name)
    {
        if (name is FigureName.Loss or FigureName.LearningRate or "epoch" or "batch")
        {
            throw new ArgumentException($"A metric cannot be called '{name}', which is the name of something else in logs and files.", nameof(name));
        }

        if (name.StartsWith(FigureName.ValidationPrefix, StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"A metric cannot be called '{name}': with '{FigureName.ValidationPrefix}' begin the figures of validation.", nameof(name));
        }
    }

    /// <summary>
    /// A name for each metric of a trainer: the one that it was given, or its default name, which is numbered from the
    /// second on ("auc", "auc_1").
    /// </summary>
    /// <exception cref="ArgumentException">Two metrics are one object, or were given one name.</exception>
    public static string[] Of(IReadOnlyList<Metric> metrics)
    {
        string[] names = new string[metrics.Count];
        var owners = new Dictionary<string, int>();
        for (int i = 0; i < names.Length; i++)
        {
            Metric metric = metrics[i] ?? throw new ArgumentException($"Metric {i} is null.", nameof(metrics));
            for (int j = 0; j < i; j++)
            {
                if (ReferenceEquals(metrics[j], metric))
                {
                    throw new ArgumentException(
                        $"Metrics {j} and {i} are one object, the {metric.GetType().Name} '{metric.Name}'; give it once.", nameof(metrics));
                }
            }

            if (!metric.HasDefaultName)
            {
                names[i] = metric.Name;
                if (!owners.TryAdd(metric.Name, i))
                {
                    int other = owners[metric.Name];
                    throw new ArgumentException(
                        $"Metrics {other} and {i}, {metrics[other].GetType().Name} and {metric.GetType().Name}, "
                        + $"are both called '{metric.Name}'; give each a name of its own.",
                        nameof(metrics));
                }
            }
        }

        for (int i = 0; i < names.Length; i++)
        {
            names[i] ??= Numbered(metrics[i].Name, owners, i);
        }

        return names;
    }

    private static string Numbered(string name, Dictionary<string, int> owners, int index)
    {
        string numbered = name;
        for (int number = 1; !owners.TryAdd(numbered, index); number++)
        {
            numbered = string.Create(CultureInfo.InvariantCulture, $"{name}_{number}");
        }

        return numbered;
    }
}
