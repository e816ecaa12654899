namespace NetGen.Generator.Layers;

/// <summary>What a factor is drawn from, evenly: plus and minus one number, or two ends that were given.</summary>
internal readonly record struct FactorRange(double Lower, double Upper)
{
    /// <summary>Whether nothing but 0 is drawn.</summary>
    public bool IsZero => Lower == 0 && Upper == 0;

    /// <summary>Whether the range says no more than one number would.</summary>
    public bool IsSymmetric => Lower == -Upper;

    /// <summary>The range as a person would write it.</summary>
    public string Text => IsSymmetric ? NumberText.Plain(Upper) : $"{NumberText.Plain(Lower)} to {NumberText.Plain(Upper)}";

    /// <summary>
    /// Reads a factor, and the ends that stand in its place where they are given. The rules: the number lies in [0, 1], the ends in [-1, 1], and the lower one
    /// is not above the upper one, which Keras would exchange without a word.
    /// </summary>
    /// <param name="reader">The layer's attribute.</param>
    /// <param name="factor">The argument that gives both ends.</param>
    /// <param name="ends">What the arguments are called that give one each, before "Lower" and "Upper".</param>
    /// <param name="measure">What such a number is, for those who measure it in something else.</param>
    public static FactorRange Read(LayerReader reader, string factor, string ends, string measure)
    {
        double both = reader.Share(factor, measure);

        // A difference, for minus 0 would be written as such.
        var range = new FactorRange(ReadEnd(reader, ends + "Lower", 0 - both, measure), ReadEnd(reader, ends + "Upper", both, measure));
        if (!reader.Failed && range.Lower > range.Upper)
        {
            bool isUpper = reader.Has(ends + "Upper");
            string given = ends + (isUpper ? "Upper" : "Lower");
            string wanted = isUpper ? $"at least the lower end, {NumberText.Plain(range.Lower)}" : $"at most the upper end, {NumberText.Plain(range.Upper)}";
            reader.Error(RuleId.NumberOutOfRange, given, given, reader.Kind, NumberText.Plain(isUpper ? range.Upper : range.Lower), wanted);
        }

        return range;
    }

    /// <summary>Whether any of the arguments is there.</summary>
    public static bool IsGiven(LayerReader reader, string factor, string ends) =>
        reader.Has(factor) || reader.Has(ends + "Lower") || reader.Has(ends + "Upper");

    /// <summary>A layer that draws needs something to draw from.</summary>
    public static void CheckGiven(LayerReader reader, bool isGiven, string factor, string ends)
    {
        if (!isGiven)
        {
            reader.Error(RuleId.MissingFactor, null, reader.Kind, factor, $"{ends}Lower and {ends}Upper");
        }
    }

    private static double ReadEnd(LayerReader reader, string name, double fallback, string measure)
    {
        if (!reader.Has(name))
        {
            return fallback;
        }

        double value = reader.Number(name, fallback);
        if (value is < -1 or > 1 && value is >= -float.MaxValue and <= float.MaxValue)
        {
            reader.Error(RuleId.NumberOutOfRange, name, name, reader.Kind, NumberText.Plain(value), $"at least -1 and at most 1: {measure}");
        }

        return value;
    }
}
