using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using Xunit;

namespace NetGen.Generator.Tests;

public class TypeTests
{
    [Fact]
    public void A_class_in_the_global_namespace_has_no_namespace()
    {
        TypeDeclaration type = Read("[Network(1)] [Dense(1)] sealed partial class Net;");

        Assert.Equal(new TypeDeclaration("", default, "Net", "Net", IsSealed: true, IsPublic: false, Extras: default, Hiding: default), type);
    }

    [Fact]
    public void Keywords_are_escaped_as_names()
    {
        TypeDeclaration type = Read("namespace @event.A.@record { partial class @struct<@in> { [Network(1)] [Dense(1)] public partial class @class; } }");

        Assert.Equal("@event.A.@record", type.Namespace);
        Assert.Equal(["partial class @struct<@in>"], type.ContainingTypes);
        Assert.Equal("@class", type.Name);
        Assert.Equal("event.A.record.struct`1+class", type.HintName);
    }

    [Fact]
    public void Containing_types_keep_their_kind_and_type_parameters()
    {
        TypeDeclaration type = Read("""
            public partial interface I<T, U>
            {
                public partial record struct R
                {
                    public partial record C
                    {
                        public ref partial struct S { [Network(1)] [Dense(1)] public partial class Net; }
                    }
                }
            }
            """);

        Assert.Equal(["partial interface I<T, U>", "partial record struct R", "partial record C", "partial struct S"], type.ContainingTypes);
        Assert.True(type.IsPublic);
        Assert.False(type.IsSealed);
    }

    [Theory]
    [InlineData("public partial class Outer { [Network(1)] [Dense(1)] internal partial class Net; }")]
    [InlineData("partial class Outer { [Network(1)] [Dense(1)] public partial class Net; }")]
    [InlineData("public partial class Outer { [Network(1)] [Dense(1)] protected partial class Net; }")]
    public void A_class_is_public_only_where_all_around_it_is(string source) => Assert.False(Read(source).IsPublic);

    [Fact]
    public void Two_networks_of_one_name_have_files_of_their_own() => AssertDistinct(
        "namespace A { [Network(1)] [Dense(1)] partial class Net; } namespace B { [Network(1)] [Dense(1)] partial class Net; }",
        "A.Net",
        "B.Net");

    [Fact]
    public void A_nested_class_and_one_in_a_namespace_of_the_same_name_have_files_of_their_own() => AssertDistinct(
        "partial class Outer { [Network(1)] [Dense(1)] partial class Net; } namespace Outer2 { [Network(1)] [Dense(1)] partial class Net; }",
        "Outer+Net",
        "Outer2.Net");

    [Fact]
    public void Names_that_differ_by_case_alone_have_files_that_do_not() => AssertDistinct(
        "[Network(1)] [Dense(1)] partial class Net; [Network(1)] [Dense(1)] partial class NET; [Network(1)] [Dense(1)] partial class net;",
        "Net-0",
        "NET-0-1-2",
        "net-");

    [Fact]
    public void Namespaces_that_differ_by_case_alone_have_files_that_do_not() => AssertDistinct(
        "namespace Shop { [Network(1)] [Dense(1)] partial class Net; } namespace shop { [Network(1)] [Dense(1)] partial class Net; }",
        "Shop.Net-0-5",
        "shop.Net-5");

    [Fact]
    public void A_name_of_any_letters_is_a_file_name() => Assert.Equal("Größe.网络", Read("namespace Größe; [Network(1)] [Dense(1)] partial class 网络;").HintName);

    [Theory]
    [InlineData("[Network(1)] [Dense(1)] partial class")]
    [InlineData("namespace Shop; [Network(1)] [Dense(1)] partial class { }")]
    [InlineData("partial class { [Network(1)] [Dense(1)] partial class Net; }")]
    [InlineData("namespace { [Network(1)] [Dense(1)] partial class Net; }")]
    [InlineData("[Network(1)] [Dense(1)] partial class Shop; namespace Shop { partial class Passes; }")]
    [InlineData("[Network(1)] [Dense(1)] partial class Net; partial record Net;")]
    [InlineData("partial class A { [Network(1)] [Dense(1)] partial class Net; } partial struct A { [Network(1)] [Dense(1)] partial class Net; }")]
    public void What_has_no_name_of_its_own_gets_no_files_and_keeps_no_other_from_its_own(string source) =>
        Assert.Equal("Other", Read("[Network(1)] [Dense(1)] partial class Other { } " + source).HintName);

    [Fact]
    public void A_network_in_a_network_that_has_no_name_yet_leaves_the_outer_ones_files() => Assert.Contains(
        GeneratorRun.Of(NetworkCompilation.Of("[Network(1)] [Dense(1)] partial class Net { [Network(1)] [Dense(1)] partial class")).Files,
        file => file.Name == "Net.g.cs");

    private static TypeDeclaration Read(string source) => Assert.Single(ReadAll(source));

    private static IEnumerable<TypeDeclaration> ReadAll(string source) =>
        GeneratorRun.Of(NetworkCompilation.Of(source)).Outputs<NetworkModel>(TrackingNames.Networks).Select(model => model.Type);

    private static void AssertDistinct(string source, params string[] names)
    {
        string[] actual = [.. ReadAll(source).Select(type => type.HintName)];
        Assert.Equal(names, actual);
        Assert.Equal(names.Length, actual.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }
}
