using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Xunit;

namespace NetGen.Generator.Tests;

public class BoundaryTests
{
    private static readonly string[] PlainNamespaces = ["Layers", "Weights", "Code", "Steps", "Planning", "Emission"];

    [Theory]
    [InlineData("Layers")]
    [InlineData("Code")]
    [InlineData("Steps")]
    [InlineData("Planning")]
    [InlineData("Weights")]
    [InlineData("Emission")]
    public void Below_the_declaration_no_file_mentions_Roslyn(string folder)
    {
        string root = Repository.PathOf("src", "Generator", folder);
        IEnumerable<string> files = Directory.Exists(root) ? Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories) : [];
        Assert.DoesNotContain(files, file => Regex.IsMatch(File.ReadAllText(file), @"Microsoft\s*\.\s*CodeAnalysis"));
    }

    /// <summary>Plans are made where a declaration is checked, once for each edit; what is emitted reads them.</summary>
    [Fact]
    public void Emission_makes_no_plans()
    {
        string[] planning = [.. Directory
            .EnumerateFiles(Repository.PathOf("src", "Generator"), "*.cs", SearchOption.AllDirectories)
            .Where(file => Regex.IsMatch(File.ReadAllText(file), @"\bPlanner\.Plan\(|Plans\.Of\("))
            .Select(file => Path.GetFileName(file))
            .Order(System.StringComparer.Ordinal)];

        Assert.Equal(["FormPlans.cs", "NetworkPlans.cs", "PlanRules.cs"], planning);
    }

    [Fact]
    public void Analyzers_of_one_compilation_share_what_they_check()
    {
        NetworkCompilation compilation = NetworkCompilation.Of(Sources.Lecture);
        INamedTypeSymbol type = compilation.Compilation.GetTypeByMetadataName("LectureCnn")!;
        CheckedNetwork? Find() => Diagnostics.CheckedNetworks.Of(compilation.Compilation).Find(type, Code.VectorForm.Wanted(""), Files.ModelFiles.None, System.Threading.CancellationToken.None);

        Assert.NotNull(Find()!.Plans);
        Assert.Same(Find(), Find());
    }

    [Fact]
    public void Below_the_declaration_no_signature_holds_a_Roslyn_type()
    {
        const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        IEnumerable<string> leaks =
            from type in typeof(NetworkGenerator).Assembly.GetTypes()
            where PlainNamespaces.Any(name => $"{type.Namespace}.".StartsWith($"NetGen.Generator.{name}.", System.StringComparison.Ordinal))
            from member in type.GetMembers(Everything)
            from mentioned in TypesOf(member)
            where mentioned.Assembly.GetName().Name!.StartsWith("Microsoft.CodeAnalysis", System.StringComparison.Ordinal)
            select $"{type.Name}.{member.Name}: {mentioned.Name}";
        Assert.Empty(leaks);
    }

    [Fact]
    public void No_model_of_the_pipeline_holds_a_Roslyn_type()
    {
        var seen = new HashSet<System.Type>();
        var open = new Queue<System.Type>([typeof(Generator.Declaration.NetworkDeclaration), typeof(NetworkModel)]);
        while (open.TryDequeue(out System.Type? type))
        {
            Assert.False(typeof(ISymbol).Assembly == type.Assembly, $"A model holds {type}.");
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public))
            {
                foreach (System.Type part in Parts(field.FieldType).Where(part => part.Assembly != typeof(object).Assembly && seen.Add(part)))
                {
                    open.Enqueue(part);
                }
            }
        }

        Assert.Contains(typeof(Generator.Declaration.Argument), seen);
    }

    private static IEnumerable<System.Type> TypesOf(MemberInfo member) => member switch
    {
        FieldInfo field => Parts(field.FieldType),
        PropertyInfo property => Parts(property.PropertyType),
        MethodInfo method => method.GetParameters().SelectMany(parameter => Parts(parameter.ParameterType)).Concat(Parts(method.ReturnType)),
        ConstructorInfo constructor => constructor.GetParameters().SelectMany(parameter => Parts(parameter.ParameterType)),
        _ => [],
    };

    private static IEnumerable<System.Type> Parts(System.Type type) =>
        type.GetGenericArguments().SelectMany(Parts).Append(type.HasElementType ? type.GetElementType()! : type);
}
