using NetGen.Import.Declaration;
using NetGen.Import.Files;
using NetGen.Import.Json;

namespace NetGen.Import.Keras.Layers;

/// <summary>Layers that vary images in training. What NetGen's do not have leaves the layer out, since it computes nothing afterwards.</summary>
internal static class Augmentations
{
    public static Signal RandomFlip(LayerCall call)
    {
        string mode = call.Settings.Text("mode", "horizontal_and_vertical") switch
        {
            "horizontal" => "Horizontal",
            "vertical" => "Vertical",
            _ => "HorizontalAndVertical",
        };
        DraftLayer layer = New(call);
        return call.Same(mode == "HorizontalAndVertical" ? layer : layer.With("mode", new ImportedMember("FlipMode", mode)));
    }

    public static Signal RandomTranslation(LayerCall call)
    {
        DraftLayer layer = New(call);
        SetRange(call, layer, ("height_factor", "heightFactor", "Height"), ("width_factor", "widthFactor", "Width"));
        return Warped(call, layer);
    }

    public static Signal RandomRotation(LayerCall call)
    {
        DraftLayer layer = New(call);
        SetRange(call, layer, ("factor", "factor", ""));
        return Warped(call, layer);
    }

    public static Signal RandomZoom(LayerCall call)
    {
        DraftLayer layer = New(call);
        if (call.Settings.Take("width_factor") is null)
        {
            SetRange(call, layer, ("height_factor", "heightFactor", "Height"));
        }
        else
        {
            SetRange(call, layer, ("height_factor", "heightFactor", "Height"), ("width_factor", "widthFactor", "Width"));
        }

        return Warped(call, layer);
    }

    /// <summary>Contrast and brightness.</summary>
    public static Signal RandomTone(LayerCall call)
    {
        DraftLayer layer = New(call);
        SetRange(call, layer, ("factor", "factor", ""));
        if (call.Settings.Take("value_range") is { IsList: true, Items.Count: 2 } range && range.Items[0].Number is { } low
            && range.Items[1].Number is { } high)
        {
            layer.Set("MinValue", low, 0).Set("MaxValue", high, 255);
        }

        return call.Same(layer);
    }

    public static Signal RandomCrop(LayerCall call)
    {
        (int height, int width) = (call.Settings.Integer("height"), call.Settings.Integer("width"));
        return call.Add(New(call).With("height", height).With("width", width), call.Image is { } image ? [height, width, image.Channels] : null);
    }

    private static DraftLayer New(LayerCall call) => new(call.Layer.ClassName, call.Layer.Name);

    private static Signal Warped(LayerCall call, DraftLayer layer)
    {
        string fill = call.Settings.Text("fill_mode", "reflect");
        string mode = fill switch
        {
            "wrap" => "Wrap",
            "constant" => "Constant",
            "nearest" => "Nearest",
            _ => "Reflect",
        };
        layer.Set("FillMode", new ImportedMember("FillMode", mode), new ImportedMember("FillMode", "Reflect"));
        double value = call.Settings.Number("fill_value", 0);
        if (mode == "Constant")
        {
            layer.Set("FillValue", value, 0);
        }

        string interpolation = call.Settings.Text("interpolation", "bilinear");
        layer.Set(
            "Interpolation",
            new ImportedMember("Interpolation", interpolation == "nearest" ? "Nearest" : "Bilinear"),
            new ImportedMember("Interpolation", "Bilinear"));
        if (interpolation is not ("nearest" or "bilinear"))
        {
            call.Remarks.Add($"Pixels are interpolated in training linearly and not by '{FileText.Of(interpolation)}', in", call.Layer.Name);
        }

        return call.Same(layer);
    }

    /// <summary>Factors: as one number each where all ranges are even, and by their ends otherwise.</summary>
    private static void SetRange(LayerCall call, DraftLayer layer, params (string Setting, string Parameter, string Stem)[] factors)
    {
        var ranges = new (double Lower, double Upper)[factors.Length];
        bool isEven = true;
        for (int i = 0; i < factors.Length; i++)
        {
            JsonValue? value = call.Settings.Take(factors[i].Setting);
            ranges[i] = value is { IsList: true, Items.Count: 2 } && value.Items[0].Number is { } lower && value.Items[1].Number is { } upper
                ? (lower, upper)
                : value?.Number is { } factor ? (-factor, factor) : throw call.Settings.Improper(factors[i].Setting, value ?? JsonValue.OfWord("null"));
            bool isContrast = layer.Kind == "RandomContrast" && value.IsList;
            isEven &= isContrast ? ranges[i].Lower == ranges[i].Upper : ranges[i].Lower == -ranges[i].Upper;
        }

        for (int i = 0; i < factors.Length; i++)
        {
            if (isEven)
            {
                layer.With(factors[i].Parameter, ranges[i].Upper);
            }
            else
            {
                layer.Arguments.Add(new ImportedArgument(factors[i].Stem + "Lower", ranges[i].Lower));
                layer.Arguments.Add(new ImportedArgument(factors[i].Stem + "Upper", ranges[i].Upper));
            }
        }
    }
}
