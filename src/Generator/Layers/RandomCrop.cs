namespace NetGen.Generator.Layers;

/// <summary>Cuts a part out of images: in training at a random place, otherwise the middle.</summary>
internal sealed record RandomCrop(int Height, int Width) : Augmentation
{
    public override string Kind => "RandomCrop";

    public override string Text => $"RandomCrop({NumberText.Plain(Height)}x{NumberText.Plain(Width)})";

    public override Hyperparameters Hyperparameters => new()
    {
        { "data_format", Hyperparameters.DataFormat },
        { "height", Height },
        { "width", Width },
        { "seed" },
    };

    /// <summary>Of an image of the same size the planner knows.</summary>
    public override bool IsIdentity => false;

    /// <summary>The layer that an attribute declares.</summary>
    public static RandomCrop Read(LayerReader reader)
    {
        reader.CheckNoActivation();
        return new(reader.Positive("height", 0).Value, reader.Positive("width", 0).Value);
    }

    /// <summary>The rule: the image is large enough.</summary>
    public override bool Accepts(Shape input, LayerReader reader)
    {
        if (!base.Accepts(input, reader))
        {
            return false;
        }

        if (Height <= input.Height && Width <= input.Width)
        {
            return true;
        }

        string size = $"{NumberText.Plain(Height)}x{NumberText.Plain(Width)}";
        reader.Error(RuleId.CropTooLarge, Height > input.Height ? "height" : "width", size, input.ToString());
        return false;
    }

    public override Shape Infer(Shape input) => Shape.Image(Height, Width, input.Channels);

    public override (long Rows, long Columns) SmallestInput(long rows, long columns) => (Height, Width);

    /// <summary>What lies around the middle of an image; of an odd number of rows or columns one more lies behind it.</summary>
    public Border AroundMiddle(Shape input)
    {
        int top = (input.Height - Height) / 2;
        int left = (input.Width - Width) / 2;
        return new(top, input.Height - Height - top, left, input.Width - Width - left);
    }
}
