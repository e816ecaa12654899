using System;
using System.Collections.Generic;

namespace NetGen.Golden.Tests.Declarations;

/// <summary>Writes an attribute as a user would: positional arguments, then only what differs from its default.</summary>
internal sealed class AttributeText(string name)
{
    private readonly List<string> _arguments = [];

    public AttributeText Positional(IFormattable value)
    {
        _arguments.Add(value.ToString(null, System.Globalization.CultureInfo.InvariantCulture));
        return this;
    }

    /// <summary>An argument as it is written; none where it is empty.</summary>
    public AttributeText Written(string argument)
    {
        _arguments.AddRange(argument.Length == 0 ? [] : [argument]);
        return this;
    }

    public AttributeText Positional(Enum value)
    {
        _arguments.Add($"{value.GetType().Name}.{value}");
        return this;
    }

    /// <summary>
    /// The size of a window and its strides: squares by position, in Keras's order, rectangles by name. A rectangle's strides are named as well.
    /// </summary>
    /// <param name="window">Begins the names of the sides: "Kernel".</param>
    /// <param name="size">Of the window.</param>
    /// <param name="strides">Between windows.</param>
    /// <param name="usual">The strides that are not written.</param>
    public AttributeText Window(string window, Pair size, Pair strides, Pair usual)
    {
        if (size.IsSquare)
        {
            Positional(size.Height);
            if (strides.IsSquare && strides != usual)
            {
                return Positional(strides.Height);
            }
        }
        else
        {
            Named(window + "Height", FormattableString.Invariant($"{size.Height}"), write: true);
            Named(window + "Width", FormattableString.Invariant($"{size.Width}"), write: true);
        }

        return Steps("Strides", "StrideHeight", "StrideWidth", strides, usual);
    }

    public AttributeText Number(string property, double value, double usual = 0) =>
        Named(property, FormattableString.Invariant($"{value:R}"), value != usual);

    /// <summary>A number that is written where there is one.</summary>
    public AttributeText Number(string property, double? value) => value is { } number ? Named(property, FormattableString.Invariant($"{number:R}"), write: true) : this;

    public AttributeText Whole(string property, int value, int usual) => Named(property, FormattableString.Invariant($"{value}"), value != usual);

    public AttributeText Flag(string property, bool value, bool usual) => Named(property, value ? "true" : "false", value != usual);

    public AttributeText Choice(Enum value, Enum usual) =>
        Named(value.GetType().Name, $"{value.GetType().Name}.{value}", !value.Equals(usual));

    /// <summary>Strides or dilation, under one name where both directions agree.</summary>
    public AttributeText Steps(string square, string height, string width, Pair value, Pair usual)
    {
        if (value.IsSquare)
        {
            return Named(square, FormattableString.Invariant($"{value.Height}"), value != usual);
        }

        return Named(height, FormattableString.Invariant($"{value.Height}"), value.Height != usual.Height)
            .Named(width, FormattableString.Invariant($"{value.Width}"), value.Width != usual.Width);
    }

    /// <summary>Rows and columns at the four sides, as short as can be.</summary>
    public AttributeText Sides(Sides sides) => sides == Declarations.Sides.All(sides.Top) ? Positional(sides.Top)
        : sides.Top == sides.Bottom && sides.Left == sides.Right ? Positional(sides.Top).Positional(sides.Left)
        : Number("Top", sides.Top).Number("Bottom", sides.Bottom).Number("Left", sides.Left).Number("Right", sides.Right);

    /// <summary>Rows and columns at the four sides: under one name where all have the same.</summary>
    public AttributeText Sides(string prefix, Sides sides)
    {
        if (sides.Top > 0 && sides == Declarations.Sides.All(sides.Top))
        {
            return Named(prefix, FormattableString.Invariant($"{sides.Top}"), write: true);
        }

        return Number(prefix + "Top", sides.Top).Number(prefix + "Bottom", sides.Bottom).Number(prefix + "Left", sides.Left).Number(prefix + "Right", sides.Right);
    }

    public override string ToString() => _arguments.Count == 0 ? $"[{name}]" : $"[{name}({string.Join(", ", _arguments)})]";

    private AttributeText Named(string property, string text, bool write)
    {
        if (write)
        {
            _arguments.Add($"{property} = {text}");
        }

        return this;
    }
}
