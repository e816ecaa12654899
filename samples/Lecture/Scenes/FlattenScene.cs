using System.Linq;
using NetGen.Reporting;
using NetGen.Samples.Lecture.Networks;

namespace NetGen.Samples.Lecture.Scenes;

/// <summary>Flatten: from maps to one row of numbers.</summary>
internal sealed class FlattenScene : Scene
{
    private const int Side = 2;
    private const int Channels = 3;

    public override string Title => "Flatten";

    public override string Claim => "Row by row, the maps become one vector that a dense layer can take.";

    public override string InKeras =>
        "With channels last the order is row, column, channel, the channel fastest; a framework that keeps channels first flattens in another order, which matters when weights move between the two. "
        + "In NetGen's compiled code the layer costs nothing: a dense layer reads the maps where they are.";

    public override string Write(HtmlReport page, Lesson lesson)
    {
        float[] image = [.. Enumerable.Range(0, Side * Side * Channels).Select(i => (float)((100 * (i / (Side * Channels))) + (10 * (i / Channels % Side)) + (i % Channels)))];
        float[] flat = new float[image.Length];
        new Flattened().Predict(image, flat);
        page.Paragraph("Every number tells where it was: hundreds the row, tens the column, ones the channel.");
        for (int channel = 0; channel < Channels; channel++)
        {
            page.Code(Numbers.Grid([.. image.Where((_, i) => i % Channels == channel)], Side), $"Channel {channel}.");
        }

        page.Code(Numbers.Grid(flat, flat.Length), "Flattened.");
        return $"2 x 2 x 3 numbers become {flat.Length} in a row, the channel running fastest.";
    }
}
