using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;

namespace NetGen.Runtime.Tests.Training;

/// <summary>Who asks a callback, a metric or an optimizer to save or load nothing is told so by the argument's name, and not by a reference that is null inside.</summary>
public class NullArgumentTests
{
    public static IEnumerable<object[]> Methods => Found().Select(method => new object[] { method.ReflectedType!, method.Name });

    [Theory]
    [MemberData(nameof(Methods))]
    public void What_is_missing_is_named(Type type, string name)
    {
        MethodInfo method = Found().Single(method => method.ReflectedType == type && method.Name == name);
        TargetInvocationException exception = Assert.Throws<TargetInvocationException>(() => method.Invoke(RuntimeHelpers.GetUninitializedObject(type), [null]));
        Assert.Equal(method.GetParameters()[0].Name, Assert.IsType<ArgumentNullException>(exception.InnerException).ParamName);
    }

    [Fact]
    public void There_are_such_methods() => Assert.InRange(Found().Count(), 50, 1_000);

    private static IEnumerable<MethodInfo> Found() => typeof(Callback).Assembly.GetExportedTypes()
        .Where(type => !type.IsAbstract && (type.IsSubclassOf(typeof(Callback)) || type.IsSubclassOf(typeof(Metric)) || type.IsSubclassOf(typeof(Optimizer))))
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance))
        .Where(method => method.DeclaringType != typeof(Callback) && method.DeclaringType != typeof(Metric)
            && method.GetParameters() is [{ } parameter] && parameter.ParameterType == typeof(SavedState));
}
