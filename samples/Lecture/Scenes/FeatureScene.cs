using System.Collections.Generic;
using System.Linq;
using NetGen.Reporting;
using NetGen.Samples.Lecture.Networks;
using NetGen.Samples.Lecture.Shapes;

namespace NetGen.Samples.Lecture.Scenes;

/// <summary>Feature refinement: what each layer makes of one image.</summary>
internal sealed class FeatureScene : Scene
{
    private const int MapsShown = 18;
    private const int FiltersShown = 8;
    private const int FilterSide = 3;

    public override string Title => "Feature refinement";

    public override string Claim => "A picture, under the words “feature refinement”.";

    public override string Here =>
        "What the layers of the network above make of one image, which they have not seen in training. Maps that show most stand first: those whose values differ most from place to place.";

    public override string InKeras =>
        "Keras builds a second model from a layer's output. Here `[Network(..., LayerOutputs = true)]` adds `LayerOutput(name, image)`; without it "
        + "nothing is emitted, and `Predict` is the same code either way.";

    public override string Write(HtmlReport page, Lesson lesson)
    {
        TrainedLectureCnn trained = lesson.Trained;
        float[] image = trained.Test.Image((int)Shape.Star);
        page.Picture(new PictureGrid([Picture.OfSample(image, ShapeSet.Side, ShapeSet.Side, ShapeSet.Channels)]), "A star.");
        ShowFilters(page, trained, image);

        page.Subsection("Layer by layer");
        var active = new List<string>();
        foreach (LayerInfo layer in LectureCnn.Info.Layers.Where(layer => layer.OutputShape.Count == 3))
        {
            float[] output = trained.Model.LayerOutput(layer.Name, image);
            FeatureMap[] maps = FeatureMap.Sorted(output, layer.OutputShape);
            FeatureMap[] shown = [.. maps.Where(map => !map.IsBlack).Take(MapsShown)];
            int black = maps.Count(map => map.IsBlack);
            string rest = black == 0 ? "none is black all over" : $"left out as black all over: {black}";
            page.Picture(
                new PictureGrid([.. shown.Select(map => map.ToPicture(map.Name))]) { Title = layer.Name },
                $"`{layer.Name}`: {string.Join(" x ", layer.OutputShape)}, {shown.Length} of {maps.Length} maps; {rest}.");
            active.Add($"{layer.Name} {Numbers.Percent(output.Count(value => value > 0) / (double)output.Length)}");
        }

        page.Paragraph($"Share of values above 0, layer by layer: {string.Join(", ", active)}.");
        return "Six layers' maps of one star, from 200 x 200 to 25 x 25.";
    }

    /// <summary>The first layer's filters, each above the map that it makes.</summary>
    private static void ShowFilters(HtmlReport page, TrainedLectureCnn trained, float[] image)
    {
        page.Subsection("The first layer's filters");
        float[] output = trained.Model.LayerOutput("conv2d", image);
        FeatureMap[] maps = [.. FeatureMap.Sorted(output, LectureCnn.Info.Layers.First(layer => layer.Name == "conv2d").OutputShape).Take(FiltersShown)];
        IReadOnlyList<Picture> filters = PictureGrid.OfFilters(trained.Model.Parameters["conv2d/kernel"]).Pictures;
        page.Picture(
            new PictureGrid([.. maps.Select(map => filters[map.Channel]), .. maps.Select(map => map.ToPicture(""))], columns: FiltersShown),
            $"Above: {FiltersShown} filters of {FilterSide} x {FilterSide} after training, in colour as they see it, grey at 0. Below each: its map of the star. "
            + "So small a filter tells the eye little; what it looks for shows in its map: the inside or the outside by colour, or the edge between them.");
    }
}
