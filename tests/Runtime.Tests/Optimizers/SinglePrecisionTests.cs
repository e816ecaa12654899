using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Xunit;
using Argument = System.Reflection.ParameterInfo;

namespace NetGen.Runtime.Tests.Optimizers;

/// <summary>Numbers that are given in double precision and computed with in single precision.</summary>
public class SinglePrecisionTests
{
    /// <summary>Exponents and factors of schedules, which compute in double precision: there 1e39 and 1e-46 are what they say.</summary>
    private static readonly string[] Doubles =
        ["ExponentialDecay.decayRate", "InverseTimeDecay.decayRate", "PolynomialDecay.power", "CosineDecay.alpha", "CosineDecayRestarts.tMul", "CosineDecayRestarts.mMul", "CosineDecayRestarts.alpha"];

    private static readonly string[] Decays = ["beta1", "beta2", "rho"];

    /// <summary>Every number that an optimizer, a loss or a schedule takes, each of a constructor whose other arguments are in order.</summary>
    public static TheoryData<string> Numbers() =>
        [.. Constructors().SelectMany(constructor => constructor.GetParameters().Where(IsNumber).Select(parameter => NameOf(constructor, parameter))).Distinct()];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_that_is_infinite_or_0_as_a_float_is_refused(string name)
    {
        if (Doubles.Contains(name))
        {
            return;
        }

        AssertRefused(name, 1e39);
        AssertRefused(name, 1e-46);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_decay_that_is_1_as_a_float_is_refused(string name)
    {
        if (Decays.Any(decay => name.EndsWith("." + decay, StringComparison.Ordinal)))
        {
            AssertRefused(name, 0.99999999);
        }
    }

    [Fact]
    public void Properties_are_held_to_the_same()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SGD { EmaMomentum = 0.99999999 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SGD { EmaMomentum = 1e-46 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SGD { WeightDecay = float.PositiveInfinity });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LearningRateFinderOptions { MaxLearningRate = 1e39 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LearningRateFinderOptions { MinLearningRate = 1e-46 });
        Assert.Throws<ArgumentOutOfRangeException>("minLearningRate", () => new ReduceLROnPlateau(minLearningRate: 1e39));
        Assert.Throws<ArgumentOutOfRangeException>("minLearningRate", () => new ReduceLROnPlateau(minLearningRate: double.NaN));
    }

    [Fact]
    public void The_message_says_what_the_number_becomes()
    {
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(beta2: 0.99999999)).Message;
        Assert.StartsWith(
            "A decay rate must be at least 0 and below 1, and in single precision, in which networks compute, this value is 1.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Zero_and_the_smallest_floats_are_taken()
    {
        Assert.Equal(0, new SGD(0).LearningRate);
        Assert.Equal(1e-45f, new SGD(1e-45).LearningRate);
        Assert.Equal(0, new Adam(epsilon: 0).Epsilon);
        Assert.Equal(float.MaxValue, new SGD(3.4028234e38).LearningRate);
    }

    private static IEnumerable<ConstructorInfo> Constructors() => typeof(Optimizer).Assembly.GetExportedTypes()
        .Where(type => !type.IsAbstract && (type.IsSubclassOf(typeof(Optimizer)) || type.IsSubclassOf(typeof(Loss)) || type.IsSubclassOf(typeof(LearningRateSchedule))))
        .SelectMany(type => type.GetConstructors());

    private static bool IsNumber(Argument parameter) => parameter.ParameterType == typeof(double) || parameter.ParameterType == typeof(double?);

    private static string NameOf(ConstructorInfo constructor, Argument parameter) => $"{constructor.DeclaringType!.Name}.{parameter.Name}";

    private static void AssertRefused(string name, double value)
    {
        foreach (ConstructorInfo constructor in Constructors())
        {
            if (constructor.GetParameters().FirstOrDefault(parameter => IsNumber(parameter) && NameOf(constructor, parameter) == name) is not { } tried)
            {
                continue;
            }

            object?[] arguments = [.. constructor.GetParameters().Select(parameter => parameter == tried ? value : Ordinary(parameter))];
            var exception = Assert.Throws<TargetInvocationException>(() => constructor.Invoke(arguments));
            Assert.Equal(tried.Name, Assert.IsType<ArgumentOutOfRangeException>(exception.InnerException).ParamName);
        }
    }

    private static object? Ordinary(Argument parameter) => parameter switch
    {
        { HasDefaultValue: true } => parameter.DefaultValue,
        { ParameterType: var type } when type == typeof(long) => 10L,
        { ParameterType: var type } when type == typeof(double) => 0.5,
        { ParameterType: var type } when type == typeof(LearningRateSchedule) => new ExponentialDecay(0.1, 10, 0.9),
        _ => throw new InvalidOperationException($"The test knows no value for '{parameter}'."),
    };
}
