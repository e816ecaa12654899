extern alias runtime;

using System;
using System.Linq;
using System.Reflection;
using NetGen.Generator.Diagnostics.Training;
using Xunit;
using Metric = runtime::NetGen.Metric;
using MetricDirection = runtime::NetGen.MetricDirection;
using MonitorMode = runtime::NetGen.MonitorMode;

namespace NetGen.Generator.Tests;

/// <summary>What the rules know of metrics is what the runtime does.</summary>
public class MetricKindTests
{
    public static TheoryData<Type> Kinds => [.. typeof(Metric).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Metric)) && !type.IsAbstract)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_rules_and_the_runtime_agree_on_a_metric(Type type)
    {
        // The one that numbers are enough for.
        ConstructorInfo constructor = type.GetConstructors()
            .Single(candidate => candidate.GetParameters().All(parameter => parameter.HasDefaultValue || parameter.ParameterType == typeof(int)));
        var metric = (Metric)constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.HasDefaultValue ? parameter.DefaultValue : 3)]);
        var kind = new MetricKind(type.Name);
        Assert.Equal((metric.HasFigure, metric.Direction != MetricDirection.None, metric.Name), (kind.HasFigure, kind.HasDirection, SnakeCase.Of(type.Name)));
        Assert.Equal((Refuses(metric, [1]), Refuses(metric, [0, 1, 0])), (kind.TakesValues, kind.TakesClasses));
        Assert.Equal(constructor.GetParameters().Any(parameter => parameter.Name == "classes"), kind.CountsClasses);
        Assert.True(kind.Counterpart is null || typeof(Metric).Assembly.GetType("NetGen." + kind.Counterpart) is not null);
    }

    [Fact]
    public void The_mode_Auto_is_the_number_that_the_rules_take_it_for() => Assert.Equal(MonitorRules.AutoMode, (int)MonitorMode.Auto);

    private static bool Refuses(Metric metric, float[] target)
    {
        try
        {
            metric.Add([0.2f, 0.5f, 0.3f], target);
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }
}
