using System;
using System.Collections.Immutable;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Layers;

/// <summary>
/// Reads one attribute's arguments under the rules that hold for numbers everywhere. A wrong argument is reported and
/// read all the same, so that one pass finds every mistake; afterwards <see cref="Failed"/> says that no layer comes of it.
/// </summary>
internal class AttributeReader(AttributeDeclaration attribute, Site site, Findings findings)
{
    /// <summary>The attribute as users write it: "Conv2D".</summary>
    public string Kind => attribute.Kind;

    /// <summary>Whether the attribute is broken: an error was reported, here or by the compiler.</summary>
    public bool Failed { get; private set; } = !attribute.IsComplete;

    /// <summary>Whether the user wrote the argument.</summary>
    public bool Has(string name) => Find(name) is not null;

    public bool Flag(string name, bool fallback) => Find(name) is { } argument ? argument.Number != 0 : fallback;

    public string? Text(string name) => Find(name)?.Text;

    /// <summary>A whole number, under no rule.</summary>
    public int Int32(string name, int fallback) => Find(name) is { } argument ? (int)argument.Number : fallback;

    /// <summary>The elements of an array of whole numbers.</summary>
    public EquatableArray<int> Int32s(string name)
    {
        var numbers = ImmutableArray.CreateBuilder<int>();
        while (Find(Element(name, numbers.Count)) is { } number)
        {
            numbers.Add((int)number.Number);
        }

        return numbers.ToImmutable();
    }

    /// <summary>The elements of an array of strings.</summary>
    public EquatableArray<string> Texts(string name)
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        while (Text(Element(name, texts.Count)) is { } text)
        {
            texts.Add(text);
        }

        return texts.ToImmutable();
    }

    /// <summary>What an element of an array is called among the arguments.</summary>
    public static string Element(string name, int index) => Argument.Element(name, index);

    /// <summary>A whole number.</summary>
    public int Integer(string name, int fallback) => Find(name) is { } argument ? (int)argument.Number : fallback;

    /// <summary>A whole number of at least 1.</summary>
    public IntegerArgument Positive(string name, int fallback, string rule = RuleId.BelowOne)
    {
        int value = Integer(name, fallback);
        if (value < 1)
        {
            Error(rule, name, name, Kind, NumberText.Plain(value));
        }

        return new IntegerArgument(name, value);
    }

    /// <summary>Rows or columns at a side: a whole number of at least 0.</summary>
    public int NotNegative(string name, int fallback)
    {
        int value = Find(name) is { } argument ? (int)argument.Number : fallback;
        if (value < 0 && Has(name))
        {
            Error(RuleId.NegativeBorder, name, name, Kind, NumberText.Plain(value), Kind == "ZeroPadding2D" ? ", and Cropping2D cuts pixels off" : "");
        }

        return value;
    }

    /// <summary>Two numbers of at least 1; one argument gives both, or one each, and then the particular one wins.</summary>
    public ExtentArgument PositiveExtent(string both, string height, string width, Extent fallback)
    {
        IntegerArgument down = Positive(Has(height) ? height : both, fallback.Height);
        IntegerArgument right = !Has(width) && down.Name == both && Has(both)
            ? down
            : Positive(Has(width) ? width : both, fallback.Width);
        return new ExtentArgument(down, right);
    }

    /// <summary>A number that a float can hold, at least <paramref name="minimum"/>.</summary>
    public double Number(string name, double fallback, double minimum = double.NegativeInfinity, string rule = RuleId.NumberOutOfRange)
    {
        double value = Find(name)?.Number ?? fallback;
        if (!(value >= minimum && Math.Abs(value) <= float.MaxValue))
        {
            Error(rule, name, name, Kind, NumberText.Plain(value), minimum >= 0 ? "a finite number of at least 0" : "a finite number");
        }

        return value;
    }

    /// <summary>A number from 0 to 1.</summary>
    /// <param name="name">The argument.</param>
    /// <param name="measure">What such a number is, for those who measure it in something else: "a share, not a percentage".</param>
    /// <param name="fallback">The number where none is given.</param>
    public double Share(string name, string measure, double fallback = 0) => Share(name, measure, fallback, value => value <= 1, RuleId.OutsideUnitInterval);

    /// <summary>A share of values of which some are left, in single precision too: below 1. 0 where none is given.</summary>
    public double ShareBelowOne(string name, string measure) => Share(name, measure, fallback: 0, value => (float)value < 1, RuleId.DropoutRate);

    /// <summary>A limit that the user states; null where none is stated.</summary>
    public double? Budget(string name) => Find(name)?.Number;

    /// <summary>A member of an enum; casts of other numbers compile too.</summary>
    public TEnum Member<TEnum>(string name, TEnum fallback)
        where TEnum : struct, Enum
    {
        if (Find(name) is not { } argument)
        {
            return fallback;
        }

        var member = (TEnum)Enum.ToObject(typeof(TEnum), (int)argument.Number);
        if (!Enum.IsDefined(typeof(TEnum), member))
        {
            Error(RuleId.UndefinedMember, name, name, Kind, typeof(TEnum).Name, NumberText.Plain((int)argument.Number));
        }

        return member;
    }

    /// <summary>Reports that no layer can be made; the site is the argument, or the attribute where the user has not written it.</summary>
    public void Error(string id, string? argument, params string[] arguments)
    {
        Failed = true;
        findings.Error(id, site with { Argument = argument }, arguments);
    }

    /// <summary>Reports a name that is not there, and the one that was meant where that is known.</summary>
    public void Misspelling(string id, string argument, string? meant, params string[] arguments)
    {
        Failed = true;
        findings.Error(id, site with { Argument = argument }, meant, arguments);
    }

    /// <summary>Reports what the layer can live with.</summary>
    public void Remark(string id, string? argument, params string[] arguments) =>
        findings.Remark(id, site with { Argument = argument }, arguments);

    private double Share(string name, string measure, double fallback, Func<double, bool> isSmall, string rule)
    {
        double value = Find(name)?.Number ?? fallback;
        if (!(value >= 0 && isSmall(value)))
        {
            Error(rule, name, name, Kind, NumberText.Plain(value), value > 1 ? ": " + measure : "");
        }

        return value;
    }

    private Argument? Find(string name) => attribute.Find(name);
}

/// <summary>A number and the argument that gave it.</summary>
internal readonly record struct IntegerArgument(string Name, int Value);

/// <summary>Two numbers and the arguments that gave them.</summary>
internal readonly record struct ExtentArgument(IntegerArgument Height, IntegerArgument Width)
{
    public Extent Value => new(Height.Value, Width.Value);
}
