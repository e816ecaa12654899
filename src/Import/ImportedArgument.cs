using System;

namespace NetGen.Import;

/// <summary>An argument of a layer's attribute.</summary>
public sealed class ImportedArgument
{
    internal ImportedArgument(string name, object value, bool isPositional = false)
    {
        Name = name;
        Value = value is int or double or bool or string or string[] or int[] or ImportedMember
            ? value
            : throw new ArgumentException($"An attribute has no argument of type {value.GetType()}.", nameof(value));
        IsPositional = isPositional;
    }

    /// <summary>The parameter of the constructor ("kernelSize"), or the property ("Strides").</summary>
    public string Name { get; }

    /// <summary>
    /// An <see cref="int"/>, <see cref="double"/>, <see cref="bool"/> or <see cref="string"/>, an <see cref="ImportedMember"/>, or an array of
    /// numbers or of strings.
    /// </summary>
    public object Value { get; }

    /// <summary>Whether it is one of the constructor's, which are written without their names; an array is the rest of them.</summary>
    public bool IsPositional { get; }
}

/// <summary>A member of one of NetGen's enums: <c>Padding.Same</c>.</summary>
/// <param name="Type">The enum's name.</param>
/// <param name="Member">The member's name.</param>
public sealed record ImportedMember(string Type, string Member);
