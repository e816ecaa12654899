using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace NetGen.Reporting.Tests.Drawing;

public class NetworkDrawingTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly string[] Classes = ["circle", "square", "star", "cross", "<ring>"];

    [Fact]
    public void The_stages_are_the_input_and_the_layers_that_change_the_shape()
    {
        var drawing = new NetworkDrawing(LectureCnn.Info);
        Assert.Equal(
            ["input", "conv2d", "max_pooling2d", "conv2d_1", "max_pooling2d_1", "conv2d_2", "max_pooling2d_2", "flatten", "dense"],
            drawing.Stages.Select(stage => stage.Name));
        Assert.Equal(
            ["Input", "Conv2D 3 × 3", "MaxPooling2D", "Conv2D 3 × 3", "MaxPooling2D", "Conv2D 3 × 3", "MaxPooling2D", "Flatten", "Dense"],
            drawing.Stages.Select(stage => stage.Operation));
        Assert.Equal(
            ["200 × 200 × 3", "200 × 200 × 32", "100 × 100 × 32", "100 × 100 × 64", "50 × 50 × 64", "50 × 50 × 128", "25 × 25 × 128", "80,000", "5"],
            drawing.Stages.Select(stage => stage.ShapeText));
        Assert.Equal((3, 3), drawing.Stages[1].Window);
        Assert.Equal((2, 2), drawing.Stages[2].Window);
    }

    [Fact]
    public void Layers_that_keep_the_shape_stand_beneath_the_one_before()
    {
        var drawing = new NetworkDrawing(ShapesCnn.Info);
        Assert.Equal(["input", "conv2d", "max_pooling2d", "flatten", "dense", "dense_1"], drawing.Stages.Select(stage => stage.Name));
        Assert.Equal(["Rescaling"], drawing.Stages[0].Notes);
        Assert.Equal(["Dropout"], drawing.Stages[3].Notes);
        Assert.Equal(["Softmax"], drawing.Stages[5].Notes);
    }

    [Fact]
    public void A_dense_layer_that_keeps_the_size_is_still_drawn()
    {
        NetworkInfo info = Info([4], Layer("dense", "Dense", [4], [4], [4, 4]), Layer("dense_1", "Dense", [4], [4], [4, 4]));
        Assert.Equal(["input", "dense", "dense_1"], new NetworkDrawing(info).Stages.Select(stage => stage.Name));
    }

    [Fact]
    public void Global_pooling_is_drawn_as_pooling_that_sees_the_whole_map()
    {
        NetworkInfo info = Info(
            [8, 8, 1],
            Layer("conv2d", "Conv2D", [8, 8, 1], [6, 6, 4], [3, 3, 1, 4]),
            Layer("global_max_pooling2d", "GlobalMaxPooling2D", [6, 6, 4], [1, 1, 4], []),
            Layer("conv2d_1", "Conv2D", [1, 1, 4], [1, 1, 4], [1, 1, 4, 4]),
            Layer("global_average_pooling2d", "GlobalAveragePooling2D", [1, 1, 4], [4], []),
            Layer("dense", "Dense", [4], [2], [4, 2]));
        IReadOnlyList<NetworkStage> stages = new NetworkDrawing(info).Stages;
        Assert.Equal(
            [StageRole.Input, StageRole.Convolution, StageRole.Pooling, StageRole.Convolution, StageRole.Pooling, StageRole.Output],
            stages.Select(stage => stage.Role));
        Assert.Null(stages[2].Window);
        Assert.Equal("1 × 1 × 4", stages[2].ShapeText);
    }

    [Fact]
    public void Planes_are_as_many_as_few_channels_or_two_more_for_twice_as_many()
    {
        XElement svg = Drawn(LectureCnn.Info);
        Assert.Equal(3, Planes(svg, "input"));
        Assert.Equal(10, Planes(svg, "conv2d"));
        Assert.Equal(12, Planes(svg, "conv2d_1"));
        Assert.Equal(14, Planes(svg, "conv2d_2"));
    }

    [Fact]
    public void Planes_are_smaller_where_the_maps_are()
    {
        XElement svg = Drawn(LectureCnn.Info);
        double[] heights = [PlaneHeight(svg, "conv2d"), PlaneHeight(svg, "max_pooling2d"), PlaneHeight(svg, "max_pooling2d_1"), PlaneHeight(svg, "max_pooling2d_2")];
        Assert.Equal(heights.OrderDescending(), heights);
        Assert.Equal(4, heights.Distinct().Count());
        Assert.Equal(PlaneHeight(svg, "conv2d"), PlaneHeight(svg, "input"), 0.02);
    }

    [Fact]
    public void Every_stage_has_its_label_and_its_connection()
    {
        XElement svg = Drawn(LectureCnn.Info);
        Assert.Equal(9, svg.Elements().Count(group => group.Attribute("data-label") is not null));
        Assert.Equal(8, svg.Elements().Count(group => group.Attribute("data-connection") is not null));
        Assert.Equal(["Conv2D 3 × 3", "50 × 50 × 128", "conv2d_2"], Group(svg, "data-label", "conv2d_2").Elements(Svg + "text").Select(text => text.Value));
        Assert.Equal("conv2d_2 (Conv2D 3 × 3): 50 × 50 × 128, 73,856 parameters", Group(svg, "data-stage", "conv2d_2").Element(Svg + "title")!.Value);
    }

    [Fact]
    public void The_outputs_have_the_names_of_the_classes()
    {
        Assert.Equal(Classes, Outputs(Drawn(LectureCnn.Info, Classes)));
        Assert.Equal(["0", "1", "2", "3", "4"], Outputs(Drawn(LectureCnn.Info)));
    }

    [Fact]
    public void Of_many_outputs_the_first_and_the_last_are_shown()
    {
        XElement svg = Drawn(Info([8], Layer("dense", "Dense", [8], [100], [8, 100])));
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "⋮", "99"], Outputs(svg));
        Assert.Equal(11, Group(svg, "data-stage", "dense").Elements(Svg + "circle").Count());
    }

    [Fact]
    public void A_deep_network_goes_on_in_further_rows_and_stays_inside_the_picture()
    {
        LayerInfo[] layers = [.. Enumerable.Range(0, 20).Select(i => Layer($"conv2d_{i}", "Conv2D", [32, 32, 16], [32, 32, 16], [3, 3, 16, 16]))];
        var drawing = new NetworkDrawing(Info([32, 32, 16], layers));
        XElement svg = XElement.Parse(drawing.ToSvg());
        Assert.Equal(4, svg.Elements(Svg + "text").Count(text => text.Value == "→"));
        foreach (XElement polygon in svg.Descendants(Svg + "polygon"))
        {
            Assert.All(Points(polygon), point => Assert.True(point.X >= 0 && point.X <= drawing.Width && point.Y >= 0 && point.Y <= drawing.Height));
        }

        Assert.All(svg.Descendants(Svg + "text"), text => Assert.InRange(Number(text.Attribute("y")!.Value), 0, drawing.Height));
    }

    [Fact]
    public void An_output_of_feature_maps_is_drawn_as_such()
    {
        XElement svg = Drawn(Info([8, 8, 1], Layer("conv2d", "Conv2D", [8, 8, 1], [8, 8, 2], [3, 3, 1, 2])));
        Assert.Equal(2, Planes(svg, "conv2d"));
    }

    [Fact]
    public void A_file_stands_alone()
    {
        using var folder = new TemporaryFolder();
        new NetworkDrawing(LectureCnn.Info, Classes).SaveSvg(folder["network.svg"]);
        string text = File.ReadAllText(folder["network.svg"]);
        Assert.Equal(Svg + "svg", XDocument.Parse(text).Root!.Name);
        Assert.Contains("prefers-color-scheme:dark", text, StringComparison.Ordinal);
        Assert.Single(folder.Files);
    }

    [Fact]
    public void There_is_a_name_for_each_output()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new NetworkDrawing(LectureCnn.Info, ["a", "b"]));
        Assert.StartsWith("A name for each of 5 outputs is expected; 2 names came.", exception.Message, StringComparison.Ordinal);
        Assert.Equal("classNames", exception.ParamName);
    }

    [Fact]
    public void Channels_that_are_put_behind_others_are_a_stage_with_lines_from_all_that_it_joins()
    {
        NetworkInfo info = Info(
            [6, 6, 4],
            Reading("a", "Conv2D", [6, 6, 4], [3, 3, 4, 4]),
            Reading("b", "Conv2D", [6, 6, 4], [3, 3, 4, 4]),
            Reading("gated", "Multiply", [6, 6, 4], null, "b", "a"),
            new LayerInfo
            {
                Name = "joined",
                Kind = "Concatenate",
                Inputs = ["gated", "input"],
                InputShape = [6, 6, 4],
                OutputShape = [6, 6, 8],
                Parameters = [],
                ForwardFlops = 0,
            });
        var drawing = new NetworkDrawing(info);
        XElement svg = Drawn(info);

        Assert.Equal(["input", "a", "b", "joined"], drawing.Stages.Select(stage => stage.Name));
        Assert.Equal(["Multiply"], drawing.Stages[2].Notes);
        Assert.Equal(["a b", "input joined"], svg.Elements().Select(group => group.Attribute("data-arc")?.Value).OfType<string>().Order());
    }

    [Fact]
    public void What_leads_past_other_layers_is_an_arc()
    {
        NetworkInfo info = Info(
            [4],
            Reading("a", "Dense", [4], [4, 4]),
            Reading("b", "Dense", [4], [4, 4]),
            Reading("add", "Add", [4], null, "b", "a"),
            Reading("side", "Dense", [4], [4, 4], "a"),
            Reading("relu", "Activation", [4], null, "add"),
            Reading("end", "Add", [4], null, "side", "relu"));
        var drawing = new NetworkDrawing(info);
        XElement svg = Drawn(info);

        Assert.Equal(["input", "a", "b", "side"], drawing.Stages.Select(stage => stage.Name));
        Assert.Equal(["Add", "Activation"], drawing.Stages[2].Notes);
        Assert.Equal(["a b", "a side", "b side"], svg.Elements().Select(group => group.Attribute("data-arc")?.Value).OfType<string>().Order());
        Assert.Equal(["a", "b"], svg.Elements().Select(group => group.Attribute("data-connection")?.Value).OfType<string>());
        Assert.All(svg.Descendants(Svg + "path"), path => Assert.DoesNotContain("-", path.Attribute("d")!.Value, StringComparison.Ordinal));
    }

    private static LayerInfo Reading(string name, string kind, int[] shape, int[]? kernel, params string[] inputs)
    {
        ParameterInfo[] parameters = kernel is null ? [] : [new ParameterInfo { Name = $"{name}/kernel", Shape = kernel, Offset = 0 }];
        var layer = new LayerInfo { Name = name, Kind = kind, InputShape = shape, OutputShape = shape, Parameters = parameters, ForwardFlops = 0 };
        return inputs.Length == 0
            ? layer
            : new LayerInfo { Name = name, Kind = kind, Inputs = inputs, InputShape = shape, OutputShape = shape, Parameters = parameters, ForwardFlops = 0 };
    }

    private static XElement Drawn(NetworkInfo info, IReadOnlyList<string>? names = null) => XElement.Parse(new NetworkDrawing(info, names).ToSvg());

    private static XElement Group(XElement svg, string attribute, string name) => svg.Elements(Svg + "g").Single(group => group.Attribute(attribute)?.Value == name);

    private static int Planes(XElement svg, string stage) => Group(svg, "data-stage", stage).Elements(Svg + "polygon").Count();

    private static double PlaneHeight(XElement svg, string stage)
    {
        (double X, double Y)[] points = [.. Points(Group(svg, "data-stage", stage).Elements(Svg + "polygon").First())];
        return points[3].Y - points[0].Y;
    }

    private static IEnumerable<string> Outputs(XElement svg) =>
        svg.Elements(Svg + "g").Last(group => group.Attribute("data-stage") is not null).Elements(Svg + "text").Select(text => text.Value);

    private static IEnumerable<(double X, double Y)> Points(XElement polygon) =>
        polygon.Attribute("points")!.Value.Split(' ').Select(point => point.Split(',')).Select(point => (Number(point[0]), Number(point[1])));

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static NetworkInfo Info(int[] input, params LayerInfo[] layers) => new("n", input, layers)
    {
        LayerConfigs = new Configs(layers),
        OutputActivation = Activation.Linear,
        InferenceBytes = 0,
        TrainingBytes = 0,
        TrainingBytesPerSample = 0,
        TrainingBytesPerWorker = 0,
    };

    private static LayerInfo Layer(string name, string kind, int[] input, int[] output, int[] kernel) => new()
    {
        Name = name,
        Kind = kind,
        InputShape = input,
        OutputShape = output,
        Parameters = kernel.Length == 0 ? [] : [new ParameterInfo { Name = $"{name}/kernel", Shape = kernel, Offset = 0 }],
        ForwardFlops = 0,
    };

    /// <summary>What tells the layers' kinds apart.</summary>
    private sealed class Configs(LayerInfo[] layers) : LayerConfigs
    {
        public override KerasConfig Of(int layer) => layers[layer] is { Kind: "Dense" } dense
            ? Layer(dense.Name, isTrainable: true, ("units", dense.OutputShape[^1]))
            : layers[layer].Kind.StartsWith("Global", StringComparison.Ordinal) ? Layer(layers[layer].Name, isTrainable: true, ("keepdims", layers[layer].OutputShape.Count == 3))
            : layers[layer].Parameters.Count == 0 ? Layer(layers[layer].Name, isTrainable: true)
            : Layer(layers[layer].Name, isTrainable: true, ("kernel_size", layers[layer].Parameters[0].Shape.Take(2).ToArray()));
    }
}
