using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Xunit;

namespace NetGen.Generator.Tests;

public class CultureTests
{
    private const string Source = """
        [Network(1001, 1001, 3)]
        [Rescaling(1.0 / 255, -0.5)]
        [Conv2D(4, 3, Padding = Padding.Same, Activation = Activation.SiLU, KernelL2 = 0.0125, KernelInitializer = Initializer.LecunNormal)]
        [AveragePooling2D(2)]
        [Dropout(0.25)]
        [Flatten]
        [Dense(3, Activation = Activation.Softmax)]
        public sealed partial class Net;
        """;

    private static readonly string Wrong = Source
        .Replace("[Flatten]", "[Dropout(-1.5)] [Flatten]", StringComparison.Ordinal)
        .Replace("class Net", "class Wrong", StringComparison.Ordinal);

    private static readonly Lazy<IReadOnlyList<string>> Expected = new(() => Texts(""));

    /// <summary>One of all those that write numbers and letters alike.</summary>
    public static TheoryData<string> Cultures => [.. CultureInfo.GetCultures(CultureTypes.AllCultures).DistinctBy(Habits).Select(culture => culture.Name)];

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Every_culture_sees_the_same_network_the_same_code_and_the_same_messages(string culture) =>
        Assert.Equal(Expected.Value, Texts(culture));

    private static string Habits(CultureInfo culture) => string.Join(
        '|',
        (-1234567.5).ToString("N2", culture),
        (-1.5e-20).ToString("R", culture),
        double.NaN.ToString(culture),
        double.NegativeInfinity.ToString(culture),
        0.5.ToString("P", culture),
        "Ii".ToLower(culture),
        "Ii".ToUpper(culture),
        culture.TextInfo.ListSeparator);

    private static IReadOnlyList<string> Texts(string culture)
    {
        CultureInfo previous = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            var compilation = NetworkCompilation.Of(Source, Wrong);
            return
            [
                .. GeneratorRun.Of(compilation).Files.Select(file => file.Text),
                .. compilation.Analyze().Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)),
            ];
        }
        finally
        {
            CultureInfo.CurrentCulture = previous;
        }
    }
}
