using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>What an editor shows of a network and of its layers.</summary>
public class HoverTests
{
    [Fact]
    public void A_class_shows_its_layers_shapes_parameters_operations_and_memory()
    {
        string shown = Documentation("LectureCnn", Sources.Lecture);

        Assert.Contains("<term>conv2d: Conv2D(32, 3x3, Same, ReLU)</term><description>200x200x32, 896 parameters, 69,120,000 FLOPs</description>", shown);
        Assert.Contains("<term>max_pooling2d_2: MaxPooling2D(2x2)</term><description>25x25x128, 0 parameters,", shown);
        Assert.Contains("<term>flatten: Flatten</term><description>80000, 0 parameters, 0 FLOPs</description>", shown);
        Assert.Contains("<term>total</term><description>493,253 parameters,", shown);
        Assert.Matches(@"<term>memory</term><description>[\d.]+ MB to predict, [\d.]+ MB to train with batches of 32</description>", shown);
    }

    [Fact]
    public void A_class_keeps_what_its_author_wrote_of_it() =>
        Assert.Contains("Tells cats from dogs.", Documentation("Net", "/// <summary>Tells cats from dogs.</summary>\n[Network(4)] [Dense(2)] public partial class Net;"));

    /// <summary>Every argument of every layer: what it is, in what unit, from where to where, and what it is by default.</summary>
    [Fact]
    public void Each_argument_of_a_layer_tells_what_is_allowed_and_what_is_default()
    {
        INamespaceSymbol declared = NetworkCompilation.Of("").Compilation.GetTypeByMetadataName("NetGen.NetworkAttribute")!.ContainingNamespace;
        INamedTypeSymbol[] attributes = [.. declared.GetTypeMembers().Where(type => type.Name.EndsWith("Attribute", System.StringComparison.Ordinal))];
        Assert.NotEmpty(attributes);
        string documentation = System.IO.File.ReadAllText(System.IO.Path.ChangeExtension(
            ((string)System.AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(System.IO.Path.PathSeparator).Single(path => System.IO.Path.GetFileName(path) == "NetGen.dll"), ".xml"));

        foreach (INamedTypeSymbol type in attributes)
        {
            foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>().Where(property => property.SetMethod is not null && !IsHidden(property)))
            {
                Assert.Matches("(?i)default", Member(documentation, property));
            }

            foreach (IMethodSymbol constructor in type.InstanceConstructors.Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public))
            {
                string text = constructor.Parameters.IsEmpty ? "" : Member(documentation, constructor);
                foreach (IParameterSymbol parameter in constructor.Parameters)
                {
                    Match told = Regex.Match(text, $"(?s)<param name=\"{parameter.Name}\">(.+?)</param>");
                    Assert.True(told.Success, $"{type.Name} does not explain {parameter.Name}.");
                    Assert.True(
                        !parameter.HasExplicitDefaultValue || told.Value.Contains("default", System.StringComparison.OrdinalIgnoreCase),
                        $"{type.Name} does not tell the default of {parameter.Name}.");
                    Assert.True(
                        parameter.Type.SpecialType != SpecialType.System_Int32 || told.Value.Contains("at least", System.StringComparison.Ordinal),
                        $"{type.Name} does not tell the least {parameter.Name}.");
                }
            }
        }
    }

    private static bool IsHidden(IPropertySymbol property) => property.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "EditorBrowsableAttribute");

    private static string Member(string documentation, ISymbol symbol)
    {
        Match member = Regex.Match(documentation, $"(?s)<member name=\"{Regex.Escape(symbol.GetDocumentationCommentId()!)}\">(.+?)</member>");
        Assert.True(member.Success, $"{symbol} has no documentation.");
        return member.Value;
    }

    private static string Documentation(string type, string source) =>
        NetworkCompilation.Of(source).GeneratedWithoutBodies().Compilation.GetTypeByMetadataName(type)!.GetDocumentationCommentXml()!;
}
