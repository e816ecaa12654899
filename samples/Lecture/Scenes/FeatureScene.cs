using System.Collections.Generic;
using System.Linq;
using NetGen.Reporting;
using NetGen.Samples.Lecture.Networks;
using NetGen.Samples.Lecture.Shapes;

namespace NetGen.Samples.Lecture.Scenes;

/// <summary>Feature refinement: what each layer makes of one image.</summary>
internal sealed class FeatureScene : Scene
{
    private const int MapsShown = 16;

    public override string Title => "Feature refinement";

    public override string Claim => "The first layers see edges and colours, later ones parts, the last ones the object: maps become smaller and more telling.";

    public override string InKeras =>
        "Keras builds a second model from a layer's output. Here `[Network(..., LayerOutputs = true)]` adds `LayerOutput(name, image)`; without it nothing is emitted, and `Predict` is the same code either way.";

    public override string Write(HtmlReport page, Lesson lesson)
    {
        TrainedLectureCnn trained = lesson.Trained;
        int star = (int)Shape.Star;
        float[] image = trained.Test.Image(star);
        page.SideBySide(
            Figure.Of(new PictureGrid([Picture.OfSample(image, ShapeSet.Side, ShapeSet.Side, ShapeSet.Channels)]), "A star that the network has not seen in training."),
            Figure.Of(PictureGrid.OfFilters(trained.Model.Parameters["conv2d/kernel"]), "The first layer's filters after training, in colour."));

        var quiet = new List<string>();
        foreach (LayerInfo layer in LectureCnn.Info.Layers.Where(layer => layer.OutputShape.Count == 3))
        {
            float[] output = trained.Model.LayerOutput(layer.Name, image);
            int channels = layer.OutputShape[^1];
            page.Picture(
                PictureGrid.OfFeatureMaps(layer.Name, output, layer.OutputShape, MapsShown),
                $"`{layer.Name}`: {string.Join(" x ", layer.OutputShape)}, the first {MapsShown} of {channels} maps.");
            double active = output.Count(value => value > 0) / (double)output.Length;
            quiet.Add($"{layer.Name} {Numbers.Percent(active)}");
        }

        page.Paragraph($"Share of values above 0, layer by layer: {string.Join(", ", quiet)}.");
        return "Six layers' maps of one star, from 200 x 200 to 25 x 25.";
    }
}
