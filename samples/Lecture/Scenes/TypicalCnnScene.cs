using System;
using System.Globalization;
using System.Linq;
using NetGen.Reporting;
using NetGen.Samples.Lecture.Networks;
using NetGen.Samples.Lecture.Shapes;

namespace NetGen.Samples.Lecture.Scenes;

/// <summary>The typical CNN: its declaration, its summary, its training on drawn shapes.</summary>
internal sealed class TypicalCnnScene : Scene
{
    private const int Shown = 6;

    private const string Declaration = """
        [Network(200, 200, 3)]
        [Conv2D(32, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
        [MaxPooling2D(2)]
        [Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
        [MaxPooling2D(2)]
        [Conv2D(128, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
        [MaxPooling2D(2)]
        [Flatten]
        [Dense(5, Activation = Activation.Softmax)]
        internal sealed partial class LectureCnn;
        """;

    public override string Title => "The typical CNN";

    public override string Claim =>
        "“A typical (?) CNN”, in Keras: convolutions of 32, 64 and 128 filters of 3 x 3 with padding “same” and ReLU on images of 200 x 200 x 3, 2 x 2 "
        + "max pooling after each, then Flatten and a dense layer of 5 units with softmax.";

    public override string Here => $"The network has {Numbers.Count(LectureCnn.Info.ParameterCount)} parameters. The slides name no images for it; here it learns to tell drawn shapes apart.";

    public override string InKeras =>
        "The same layers under the same names. `input_shape=` on the first layer still works in Keras 3 but warns; here the input belongs to `[Network]`. "
        + "Keras finds a shape that does not fit when the model is built, "
        + "this compiler while it is typed. 81 % of the parameters sit in the dense layer, which the analyzer remarks.";

    public override string Write(HtmlReport page, Lesson lesson)
    {
        page.Code(Declaration, "The declaration. The one behind this page also says `LayerOutputs = true`, for the next scene.");
        page.Picture(new NetworkDrawing(LectureCnn.Info, TrainedLectureCnn.ClassNames), "What the declaration describes.");
        page.Code(LectureCnn.Info.Summary(width: 88), "`LectureCnn.Info.Summary()`.");

        TrainedLectureCnn trained = lesson.Trained;
        page.Subsection("Trained on five classes of drawn shapes");
        page.Paragraph(string.Create(
            CultureInfo.InvariantCulture,
            $"{TrainedLectureCnn.TrainingImages:N0} images of {string.Join(", ", TrainedLectureCnn.ClassNames.Select(name => name.ToLowerInvariant()))} with "
                + $"random size, place, rotation, colours and noise; {TrainedLectureCnn.TestImages:N0} others for the test."));
        page.Facts(
            ("test accuracy", Numbers.Percent(trained.Result.Accuracy)),
            ("training took", string.Create(CultureInfo.InvariantCulture, $"{trained.Time.TotalSeconds:F0} s")),
            ("parameters", Numbers.Count(LectureCnn.Info.ParameterCount)));
        page.SideBySide(
            Figure.Of(TrainingCurves.Of(trained.History, logarithmic: true), "The loss by epoch, by powers of ten."),
            Figure.Of(TrainingCurves.Of(trained.History, "accuracy"), "The accuracy by epoch."));
        page.SideBySide([.. Enumerable.Range(0, Shown).Select(i => Predicted(trained, i))]);
        page.Picture(Confusion(trained), "Test images by class and prediction.");
        return $"Test accuracy {Numbers.Percent(trained.Result.Accuracy)}.";
    }

    private static Figure Predicted(TrainedLectureCnn trained, int image) => Figure.Of(new PredictionChart(
        Picture.OfSample(trained.Test.Image(image), ShapeSet.Side, ShapeSet.Side, ShapeSet.Channels),
        trained.Probabilities(image),
        TrainedLectureCnn.ClassNames,
        (int)ShapeSet.ClassOf(image)));

    private static ConfusionMatrixChart Confusion(TrainedLectureCnn trained)
    {
        int[] images = [.. Enumerable.Range(0, trained.Test.Count)];
        return ConfusionMatrixChart.Count(
            Array.ConvertAll(images, image => (int)ShapeSet.ClassOf(image)),
            Array.ConvertAll(images, image => trained.Model.PredictClass(trained.Test.Image(image))),
            TrainedLectureCnn.ClassNames);
    }
}
