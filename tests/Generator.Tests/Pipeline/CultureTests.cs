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
        [Dropout(-1.5)]
        [Flatten]
        [Dense(3, Activation = Activation.Softmax)]
        public sealed partial class Input;
        """;

    public static TheoryData<string> Cultures => [.. CultureInfo.GetCultures(CultureTypes.AllCultures).Select(culture => culture.Name)];

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Every_culture_sees_the_same_network_and_the_same_messages(string culture) =>
        Assert.Equal(Texts(""), Texts(culture));

    private static IReadOnlyList<string> Texts(string culture)
    {
        CultureInfo previous = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            var compilation = NetworkCompilation.Of(Source, Source.Replace("[Dropout(-1.5)]", "", System.StringComparison.Ordinal));
            return
            [
                .. GeneratorRun.Of(compilation).Outputs<NetworkModel>(TrackingNames.Networks)
                    .SelectMany(model => model.Network?.Nodes.Select(node => $"{node.Name} {node.Layer.Text} {node.OutputShape}") ?? [model.Type.HintName]),
                .. compilation.Analyze().Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)),
            ];
        }
        finally
        {
            CultureInfo.CurrentCulture = previous;
        }
    }
}
