using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NetGen;

/// <summary>A parameter that has another shape in a file of weights.</summary>
public sealed class ShapeMismatch
{
    internal ShapeMismatch(ParameterInfo parameter, TensorEntry tensor)
    {
        Name = parameter.Name;
        Shape = parameter.Shape;
        NameInFile = tensor.Name;
        ShapeInFile = [.. tensor.Shape];
    }

    /// <summary>The parameter's name.</summary>
    public string Name { get; }

    /// <summary>The parameter's shape.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The tensor's name in the file: another one where <see cref="LoadOptions.Rename"/> says so.</summary>
    public string NameInFile { get; }

    /// <summary>The tensor's shape.</summary>
    public IReadOnlyList<long> ShapeInFile { get; }

    /// <summary>The name and both shapes: "head/kernel (64, 10), in the file (64, 1000)".</summary>
    public override string ToString()
    {
        string otherName = NameInFile == Name ? "" : ForeignText.Show(NameInFile) + " ";
        return $"{Name} ({Sides(Shape)}), in the file {otherName}({Sides(ShapeInFile)})";
    }

    private static string Sides<T>(IReadOnlyList<T> shape)
        where T : System.IFormattable => string.Join(", ", shape.Select(side => side.ToString(null, CultureInfo.InvariantCulture)));
}
